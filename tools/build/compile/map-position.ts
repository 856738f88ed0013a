/** A place in an image as its source map counts it. */

/**
 * Line (from 1) and column (from 0, in UTF-16 units) of the byte at `offset`. `code` has one character for each byte of the
 * image, as the board counts; source maps count characters: https://tc39.es/ecma426/
 */
export function mapPosition(code: string, offset: number): { line: number; column: number } {
  const before = code.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: Buffer.from(before.slice(start), 'latin1').toString('utf8').length,
  };
}
