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

/** Text that `Number` and the operators read: a sign, then digits of a base; only a decimal number has more than that. */
const NUMERAL =
  /^[ \t\n\v\f\r]*([+-]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|(\d*\.?\d*(?:[eE][+-]?\d*)?))/;

/** What stands at the start of a text, and whether it ends there; NaN where no digit does. A leading zero makes it octal. */
export function startingNumber(text: string): { readonly value: number; readonly isAll: boolean } {
  const [all = '', sign = '', hex, binary, octal, decimal = ''] = NUMERAL.exec(text) ?? [];
  const isAll = all.length === text.length;
  const isOctal = /^0[0-7]+$/.test(decimal) && !/^[.89]/.test(text.slice(all.length));
  const digits = hex ?? binary ?? octal ?? decimal;
  const base = hex ? 16 : binary ? 2 : octal || isOctal ? 8 : 10;
  const size = base !== 10 || /^\d+$/.test(digits) ? whole(digits, base) : decimalNumber(digits);
  return { value: sign === '-' ? -size : size, isAll };
}

/** Whole numbers wrap at 64 bits. */
function whole(digits: string, base: number): number {
  let value = 0n;
  for (const one of digits) value = value * BigInt(base) + BigInt(Number.parseInt(one, base));
  return Number(BigInt.asIntN(64, value));
}

function decimalNumber(digits: string): number {
  return digits === '' || digits === '.'
    ? Number.NaN
    : Number(digits.replace(/[eE][+-]?$/, '').replace(/^(?=[eE])/, '0'));
}

/** `Number(text)`: no blanks behind. */
export function numberOf(text: string): number {
  if (text === '') return 0;
  if (/^[+-]?Infinity$/.test(text)) return Number(text);
  const { value, isAll } = startingNumber(text);
  return isAll ? value : Number.NaN;
}

/** Whether a text is a whole number as bit operators read it; with `takesPoint` its fraction is cut off. */
export function isWholeText(text: string, takesPoint: boolean): boolean {
  const digits = /^[ \t\n\v\f\r]*[+-]?(.*)$/s.exec(text)?.[1] ?? '';
  const shape = takesPoint ? digits.replace('.', '') : digits;
  if (/^0[xX]/.test(shape)) return /^0[xX][\da-fA-F]+$/.test(shape);
  if (/^0[bB]/.test(shape)) return /^0[bB][01]+$/.test(shape);
  if (/^0[oO]/.test(shape)) return /^0[oO][0-7]+$/.test(shape);
  return /^0[0-7]/.test(shape) ? /^0[0-7]+$/.test(shape) : /^\d+$/.test(shape);
}

/** What bit operators make of a text, in 32 bits; 0 of what is no whole number. */
export function wholeOf(text: string): number {
  if (!isWholeText(text, true)) return 0;
  const { value } = startingNumber(text.replace(/\..*$/s, ''));
  return Number.isNaN(value) ? 0 : value | 0;
}
