/** Literals: numbers of 64 bits that wrap, strings of bytes, patterns made anew each time. */
import type { Literal } from 'acorn';
import { type Context, refuse } from './context.ts';
import { quote, type Unit } from './unit.ts';

/** What a quoted text stands for: on byte builds each `\uXXXX` is cropped to its low byte. */
export function stringOf(unit: Unit, cooked: string): string {
  if (unit.hasUnicode) return Buffer.from(cooked, 'latin1').toString('utf8');
  let bytes = '';
  for (let index = 0; index < cooked.length; index += 1) {
    bytes += String.fromCharCode(cooked.charCodeAt(index) & 0xff);
  }
  return bytes;
}

const TWO_TO_THE_63 = 2 ** 63;

function number(raw: string, value: number): string {
  if (/^[\d_]+$|^0[xob]/i.test(raw) && value >= TWO_TO_THE_63) {
    return `(${BigInt.asIntN(64, BigInt(raw.replaceAll('_', ''))).toString()})`;
  }
  return String(value);
}

export function literal(context: Context, node: Literal): string {
  const raw = node.raw ?? '';
  if (node.regex) return `$.re(${quote(node.regex.pattern)},${quote(node.regex.flags)})`;
  if (typeof node.bigint === 'string') return refuse('Got ID:n expected EOF');
  if (typeof node.value === 'string') {
    const text = raw.includes('\\\n') ? continued(raw) : node.value;
    return quote(stringOf(context.unit, text));
  }
  if (typeof node.value === 'number') return number(raw, node.value);
  return String(node.value);
}

/** A line continued by a backslash keeps its line end. */
function continued(raw: string): string {
  const joined = raw.slice(1, -1).replaceAll('\\\n', '\\n');
  return JSON.parse(`"${joined.replaceAll('"', '\\"')}"`) as string;
}
