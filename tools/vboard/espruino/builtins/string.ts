/** Members of strings; on chips a string is a row of bytes. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { kindOf, type Native } from '../values.ts';
import { takeFor } from './arguments.ts';

function ascii(text: string, pattern: RegExp, shift: number): string {
  return text.replace(pattern, (one) => String.fromCharCode(one.charCodeAt(0) + shift));
}

function hex(nibble: number): string {
  return nibble.toString(16).toUpperCase();
}

export function installStrings({ world }: Machine): void {
  const take = takeFor(world);
  const { text, whole } = take;
  const pad = (self: unknown, length: unknown, filler: unknown): string => {
    const fill = filler === undefined ? ' ' : text(filler);
    const missing = whole(length) - text(self).length;
    if (missing <= 0) return '';
    return fill === '' ? '' : fill.repeat(Math.ceil(missing / fill.length)).slice(0, missing);
  };
  const members: Record<string, Native> = {
    charAt(index) {
      return text(this).charAt(whole(index));
    },
    charCodeAt(index) {
      return text(this).charCodeAt(whole(index));
    },
    indexOf(part, from) {
      const self = text(this);
      return self === '' ? -1 : self.indexOf(text(part), whole(from));
    },
    lastIndexOf(part, from) {
      const self = text(this);
      return self === '' ? -1 : self.lastIndexOf(text(part), from === undefined ? undefined : whole(from));
    },
    includes(part, from) {
      return text(this).includes(text(part), whole(from));
    },
    startsWith(part, from) {
      return text(this).startsWith(text(part), whole(from));
    },
    endsWith(part, length) {
      return text(this).endsWith(text(part), length === undefined ? undefined : whole(length));
    },
    substring(start, end) {
      return text(this).substring(whole(start), end === undefined ? undefined : whole(end));
    },
    substr(start, length) {
      return text(this).substr(whole(start), length === undefined ? undefined : whole(length));
    },
    slice(start, end) {
      return text(this).slice(whole(start), end === undefined ? undefined : whole(end));
    },
    toLowerCase() {
      return ascii(text(this), /[A-Z]/g, 32);
    },
    toUpperCase() {
      return ascii(text(this), /[a-z]/g, -32);
    },
    removeAccents() {
      return text(this)
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '');
    },
    trim() {
      return text(this).replace(/^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g, '');
    },
    concat(...others) {
      return text(this) + others.map(text).join('');
    },
    repeat(count) {
      const times = whole(count);
      return times < 0 ? fail(world, 'Invalid count value') : text(this).repeat(times);
    },
    padStart(length, filler) {
      return pad(this, length, filler) + text(this);
    },
    padEnd(length, filler) {
      return text(this) + pad(this, length, filler);
    },
    toString() {
      return text(this);
    },
    valueOf() {
      return text(this);
    },
  };
  world.define('String', members);
  world.classInfo('String').construct = (args) => (args.length === 0 ? '' : text(args[0]));
  world.defineStatics('String', {
    fromCharCode: (...codes: unknown[]) =>
      codes.map((code) => String.fromCharCode(whole(code) & 0xff)).join(''),
  });
  world.defineGlobals({
    btoa: (data) => Buffer.from(text(data), 'latin1').toString('base64'),
    atob(data) {
      if (typeof data !== 'string') return fail(world, `Expecting a string, got ${kindOf(data)}`);
      return Buffer.from(data, 'base64').toString('latin1');
    },
    encodeURIComponent: (data) =>
      text(data).replace(/[^A-Za-z0-9\-_.!~*'()]/g, (one) => {
        const code = one.charCodeAt(0);
        // A char is signed there: from 128 on its high part is a huge number, of which the low byte is kept.
        const high = code > 127 ? String.fromCharCode(((code >> 4) - 16 + 0x37) & 0xff) : hex(code >> 4);
        return `%${high}${hex(code & 15)}`;
      }),
    decodeURIComponent: (data) =>
      text(data).replace(/%([\da-fA-F]{2})?/g, (_, hex: string | undefined) => {
        const code = hex === undefined ? 128 : Number.parseInt(hex, 16);
        return code > 127 ? fail(world, 'Invalid URI', 'Error') : String.fromCharCode(code);
      }),
  });
}
