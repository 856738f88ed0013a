/** RegExp, and the string members that take patterns. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { matchPattern } from '../regexp-match.ts';
import { isFunction, isPlain, kindOf, type Native, type Obj } from '../values.ts';
import { takeFor } from './arguments.ts';

export interface Patterns {
  make(pattern: unknown, flags: unknown): Obj;
  isPattern(value: unknown): value is Obj;
}

export function installPatterns({ world }: Machine): Patterns {
  const take = takeFor(world);
  const info = world.classInfo('RegExp');
  const isPattern = (value: unknown): value is Obj =>
    isPlain(value) && Object.getPrototypeOf(value) === info.prototype;
  const make = (pattern: unknown, flags: unknown): Obj => {
    if (typeof pattern !== 'string') {
      return fail(world, `Expecting String as first argument, got ${kindOf(pattern)}`, 'TypeError');
    }
    const made = Object.create(info.prototype) as Obj;
    made.source = pattern;
    if (flags !== undefined) made.flags = flags;
    made.lastIndex = 0;
    return made;
  };
  const hasFlag = (pattern: Obj, flag: string): boolean =>
    typeof pattern.flags === 'string' && pattern.flags.includes(flag);
  const exec = (pattern: Obj, given: unknown): (unknown[] & { index: number }) | null => {
    const text = take.text(given);
    const from = take.whole(pattern.lastIndex);
    if (typeof pattern.source !== 'string' || from > text.length) return null;
    const found = matchPattern(pattern.source, text, from, hasFlag(pattern, 'i'), (message) =>
      fail(world, message),
    );
    pattern.lastIndex = found && hasFlag(pattern, 'g') ? found.index + found.text.length : 0;
    return found && Object.assign([found.text, ...found.groups], { index: found.index, input: text });
  };
  const each = (
    pattern: Obj,
    text: string,
    isAll: boolean,
    visit: (match: unknown[], index: number) => void,
  ): void => {
    pattern.lastIndex = 0;
    for (let match = exec(pattern, text); match; match = exec(pattern, text)) {
      visit(match, match.index);
      if (!isAll) return;
      const { length } = String(match[0]);
      pattern.lastIndex = match.index + (length || 1);
    }
    pattern.lastIndex = 0;
  };
  const filled = (template: string, match: unknown[]): string =>
    template.replaceAll(/\$([\s\S]?)/g, (whole, digit: string) => {
      // A NUL stands for the character that is not there.
      if (digit === '') return '$\0';
      const group = /[1-9]/.test(digit) ? match[Number(digit)] : undefined;
      return group === undefined ? whole : String(group);
    });
  const replace = (text: string, pattern: Obj, replacement: unknown, isAll: boolean): string => {
    let out = '';
    let last = 0;
    each(pattern, text, isAll || hasFlag(pattern, 'g'), (match, index) => {
      out += text.slice(last, index);
      out += isFunction(replacement)
        ? take.text(replacement.call(undefined, ...match, index, text))
        : filled(take.text(replacement), match);
      last = index + String(match[0]).length;
    });
    return out + text.slice(last);
  };
  const split = (text: string, pattern: Obj): string[] => {
    const parts: string[] = [];
    let last = 0;
    pattern.lastIndex = 0;
    for (let match = exec(pattern, text); match; match = exec(pattern, text)) {
      parts.push(text.slice(last, match.index));
      const end = match.index + String(match[0]).length;
      if (end === last && match.index === last && String(match[0]) === '') break;
      last = end;
      pattern.lastIndex = last;
    }
    pattern.lastIndex = 0;
    parts.push(text.slice(last));
    return parts;
  };
  const plain = (text: string, from: string, to: string, isAll: boolean): string => {
    let out = text;
    let at = text === '' ? -1 : text.indexOf(from);
    while (at >= 0) {
      out = out.slice(0, at) + to + out.slice(at + from.length);
      at = isAll ? out.indexOf(from, at + to.length) : -1;
    }
    return out;
  };
  const replacer = (isAll: boolean): Native =>
    function (pattern, replacement) {
      const text = take.text(this);
      if (isPattern(pattern)) return replace(text, pattern, replacement, isAll);
      return plain(text, take.text(pattern), take.text(replacement), isAll);
    };
  info.construct = ([pattern, flags]) => make(pattern, flags);
  world.define('RegExp', {
    exec(text) {
      return isPlain(this) ? exec(this, text) : fail(world, 'Expecting RegExp');
    },
    test(text) {
      return isPlain(this) && exec(this, text) !== null;
    },
  });
  world.define('String', {
    replace: replacer(false),
    replaceAll: replacer(true),
    match(pattern) {
      const text = take.text(this);
      if (pattern === undefined) return undefined;
      if (!isPattern(pattern)) {
        const part = take.text(pattern);
        const at = text === '' ? -1 : text.indexOf(part);
        return at < 0 ? null : Object.assign([part], { index: at, input: part });
      }
      pattern.lastIndex = 0;
      if (!hasFlag(pattern, 'g')) return exec(pattern, text);
      const all: unknown[] = [];
      each(pattern, text, true, (match) => all.push(match[0]));
      return all;
    },
    split(separator) {
      const text = take.text(this);
      if (separator === undefined) return [text];
      if (isPattern(separator)) return split(text, separator);
      const by = take.text(separator);
      return text === '' ? [''] : text.split(by);
    },
  });
  return { make, isPattern };
}
