import type { AnyNode } from 'acorn';
import { methodCalls, type Repair, stringOf } from './repair.ts';

/** `split` ignores its second argument. */
export const splitLimit: Repair = {
  apply({ program }, edit) {
    for (const { call } of methodCalls(program, 'split')) {
      const [separator, limit] = call.arguments;
      if (!separator || !limit || call.arguments.length > 2) continue;
      edit.update(separator.end, limit.start, ').slice(0,');
    }
    return false;
  },
};

/** The signs of a replacement that the interpreter puts in as they are, `$&` and `$$`; behind a `$` at the end, it puts a NUL. */
const SIGN = /\$(?:[$&]|$)/;
const PART = /\$\$|\$&|\$\d|[^$]+|\$/g;

/** A replacement with `$&` or `$$` in it: the text that it comes to, or a function that makes it of each match. */
export const replacementSigns: Repair = {
  apply({ program }, edit) {
    for (const name of ['replace', 'replaceAll']) {
      for (const { call } of methodCalls(program, name)) {
        const [pattern, by] = call.arguments;
        const text = stringOf(by);
        if (!pattern || !by || text === undefined || !canRepair(pattern, text)) continue;
        const sought = stringOf(pattern);
        const instead =
          sought === undefined
            ? functionOf(text)
            : JSON.stringify(text.replace(/\$[$&]/g, (sign) => (sign === '$$' ? '$' : sought)));
        edit.update(by.start, by.end, instead);
      }
    }
    return false;
  },
};

/** Whether a replacement has signs, and the build knows what they come to. */
export function canRepair(pattern: AnyNode, text: string): boolean {
  if (!SIGN.test(text) || /\$[`'<]/.test(text)) return false;
  return stringOf(pattern) !== undefined || (pattern.type === 'Literal' && pattern.regex !== undefined);
}

function functionOf(text: string): string {
  const parts = text.match(PART) ?? [];
  const groups = Math.max(0, ...parts.map((part) => Number(/^\$(\d)$/.exec(part)?.[1] ?? 0)));
  const parameters = Array.from({ length: groups }, (_, index) => `g${index + 1}`);
  const sum = parts.map((part) => {
    if (part === '$&') return 'm';
    if (/^\$[1-9]$/.test(part)) return `g${part[1]}`;
    return JSON.stringify(part === '$$' ? '$' : part);
  });
  return `(${['m', ...parameters].join()})=>""+${sum.join('+')}`;
}
