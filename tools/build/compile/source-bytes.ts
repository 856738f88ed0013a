import { ToolError } from '../../errors.ts';
import { fromRoot } from '../paths.ts';

const NEW_LINE = 0x0a;

/** The text of a source file. Throws ToolError `SOURCE_UNREADABLE` at the first byte that is no UTF-8. */
export function decodeSource(bytes: Uint8Array, file: string, root: string): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!text.includes('\ufffd')) return text;
  const at = firstDifference(bytes, new TextEncoder().encode(text));
  if (at === undefined) return text;
  const before = bytes.subarray(0, at);
  const line = before.filter((byte) => byte === NEW_LINE).length + 1;
  const column = new TextDecoder().decode(before.subarray(before.lastIndexOf(NEW_LINE) + 1)).length + 1;
  const byte = `0x${(bytes[at] ?? 0).toString(16).toUpperCase()}`;
  throw new ToolError(
    'SOURCE_UNREADABLE',
    `${fromRoot(file, root)}:${line}:${column}: the byte ${byte} is not valid UTF-8.`,
    { help: 'Save the file as UTF-8; your editor may have saved it as GBK or Latin-1.' },
  );
}

function firstDifference(bytes: Uint8Array, other: Uint8Array): number | undefined {
  const at = bytes.findIndex((byte, index) => byte !== other[index]);
  return at < 0 ? undefined : at;
}
