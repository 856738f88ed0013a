/** Default limit of a line in bytes; the rest is dropped until the line ends. */
export const LINE_LIMIT_BYTES = 128;

/** What is known of a line that has not ended yet. */
export interface LineBuffer {
  /** The line so far. */
  line: string;
  /** The last byte was a carriage return: a line feed right after it belongs to it. */
  cr: boolean;
}

/**
 * Splits a stream at `\r`, `\n` or `\r\n`, however it was cut on its way, and calls `onLine` for each line that ended.
 * A line over `limitBytes`, by default 128, is given with its first so many. Empty lines are lines.
 */
export function takeLines(
  buffer: LineBuffer,
  bytes: string,
  onLine: (line: string) => void,
  limitBytes?: number,
): void {
  const max = limitBytes || LINE_LIMIT_BYTES;
  let start = buffer.cr && bytes.charAt(0) === '\n' ? 1 : 0;
  buffer.cr = false;
  for (;;) {
    const feed = bytes.indexOf('\n', start);
    const ret = bytes.indexOf('\r', start);
    const end = ret >= 0 && (feed < 0 || ret < feed) ? ret : feed;
    if (end < 0) break;
    const line = (buffer.line + bytes.substring(start, end)).substr(0, max);
    buffer.line = '';
    onLine(line);
    start = end + 1;
    if (end === ret) {
      if (start === bytes.length) buffer.cr = true;
      else if (bytes.charAt(start) === '\n') start++;
    }
  }
  if (buffer.line.length < max) {
    buffer.line = (buffer.line + bytes.substr(start)).substr(0, max);
  }
}
