/** How the interpreter turns numbers into text and back (measured; its own arithmetic, not IEEE printing). */

/** Where a fraction counts as used up. */
const NEGLIGIBLE = 1e-7;
const FRACTION_DIGITS = 11;

function digit(value: number): string {
  return '0123456789abcdefghijklmnopqrstuvwxyz'.charAt(value);
}

function scaled(value: number): { value: number; exponent: number } {
  let left = value;
  let exponent = 0;
  if (left >= 1e21) {
    for (; left > 1e5; exponent += 5) left /= 1e5;
    for (; left > 10; exponent += 1) left /= 10;
  } else if (left > 0 && left < 1e-6) {
    for (; left < 1e-5; exponent -= 5) left *= 1e5;
    for (; left < 1; exponent -= 1) left *= 10;
  }
  return { value: left, exponent };
}

/** As far as 32-bit whole numbers go, one that is nearly reached is reached. */
function snapped(value: number): number {
  return (value + NEGLIGIBLE) | 0
    ? ((value + NEGLIGIBLE) | 0) === (value | 0) + 1
      ? (value | 0) + 1
      : value
    : value;
}

/** `digits` < 0: as many as the value needs; otherwise as `toFixed(digits)` has it. */
export function formatFloat(value: number, radix = 10, digits = -1): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  if (value < 0) return `-${formatFloat(-value, radix, digits)}`;
  const start = radix === 10 && digits < 0 ? scaled(value) : { value, exponent: 0 };
  let left = snapped(start.value);
  let text = '';
  let unit = 1;
  while (unit * radix <= left) unit *= radix;
  for (; unit >= 1; unit /= radix) {
    const part = Math.trunc(left / unit);
    left -= part * unit;
    text += digit(part);
  }
  let fraction = '';
  left *= radix;
  for (let more = digits < 0 ? FRACTION_DIGITS : digits; more > 0; more -= 1) {
    if (digits < 0 && left <= NEGLIGIBLE) break;
    const part = Math.trunc(left + (digits > 0 && more === 1 ? 0.5 : 1e-8));
    left = (left - part) * radix;
    fraction += digit(Math.min(part, radix - 1));
  }
  if (fraction !== '') text += `.${fraction}`;
  if (start.exponent === 0) return text;
  return `${text}e${start.exponent > 0 ? '+' : ''}${start.exponent}`;
}

export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) {
    return value >= -0x80000000 && value <= 0x7fffffff ? String(value + 0) : formatFloat(value);
  }
  return formatFloat(value);
}

/** A numeral at the start of `text`, as the interpreter's own reader takes it. */
export function parseWhole(text: string, radix: number): number {
  let at = 0;
  while (/\s/.test(text.charAt(at))) at += 1;
  let sign = 1;
  if (text[at] === '-' || text[at] === '+') {
    if (text[at] === '-') sign = -1;
    at += 1;
  }
  let base = radix;
  const prefix = text.slice(at, at + 2).toLowerCase();
  const prefixed = { '0x': 16, '0o': 8, '0b': 2 }[prefix];
  if (prefixed !== undefined && (base === 0 || base === prefixed)) {
    base = prefixed;
    at += 2;
  }
  if (base === 0) base = 10;
  let value = 0n;
  let count = 0;
  for (; at < text.length; at += 1) {
    const next = '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(text.charAt(at).toLowerCase());
    if (next < 0 || next >= base) break;
    value = value * BigInt(base) + BigInt(next);
    count += 1;
  }
  return count === 0 ? Number.NaN : sign * Number(BigInt.asIntN(64, value));
}

const NUMERAL = /^[+-]?(?:0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|Infinity|\d*\.?\d*(?:[eE][+-]?\d+)?)$/;

/** `Number(text)`: no blanks around, whole numbers wrap at 64 bits. */
export function numberOf(text: string): number {
  if (text === '') return 0;
  if (!NUMERAL.test(text) || !/\d|Infinity/.test(text)) return Number.NaN;
  const sign = text.startsWith('-') ? -1 : 1;
  const bare = text.replace(/^[+-]/, '');
  if (/^\d+$/.test(bare)) return sign * Number(BigInt.asIntN(64, BigInt(bare)));
  return sign * Number(bare);
}
