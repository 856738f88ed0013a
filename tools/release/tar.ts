/** Regular files of a tar archive (POSIX.1-1988 ustar; long names of GNU and pax are not used by the releases). */

const BLOCK_BYTES = 512;

/** Files by path. Throws an Error when the archive ends inside a file or a header's checksum is wrong. */
export function tarFiles(tar: Uint8Array, wanted: (path: string) => boolean): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + BLOCK_BYTES <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK_BYTES);
    // Two zero blocks end an archive; one is enough to know.
    if (header.every((byte) => byte === 0)) break;
    if (checksum(header) !== octal(header, 148, 8)) throw new Error('a tar header has a wrong checksum');
    const size = octal(header, 124, 12);
    const data = at + BLOCK_BYTES;
    if (data + size > tar.length) throw new Error('it ends inside a file');
    const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
    const name = `${prefix === '' ? '' : `${prefix}/`}${text(header, 0, 100)}`.replace(/^(\.\/)+/, '');
    const type = header[156];
    if ((type === 0 || type === 0x30) && wanted(name)) files.set(name, tar.slice(data, data + size));
    at = data + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return files;
}

function text(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(header: Uint8Array, at: number, length: number): number {
  const value = text(header, at, length).trim();
  if (!/^[0-7]+$/.test(value)) throw new Error('a tar header has no size');
  return Number.parseInt(value, 8);
}

/** The sum of the header's bytes with its own field taken for spaces. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}
