/** JSON: written by the console's writer, read by the interpreter's own lenient reader. */

import { CONSOLE_FORM, type Form } from '../form.ts';
import { readJson } from '../json-reader.ts';
import type { Machine } from '../machine.ts';
import { written } from '../print.ts';
import { isFunction } from '../values.ts';
import { takeFor } from './arguments.ts';

/** The form of `JSON.stringify` without an indent. */
export const JSON_FORM: Form = {
  ...CONSOLE_FORM,
  pretty: false,
  lines: 'none',
  skipFunctions: true,
  undefinedAsNull: true,
  viewsAsArrays: true,
  classNames: false,
  toJson: true,
  unicodeEscapes: true,
  nanAsNull: true,
  pinsAsText: true,
};

const MAX_INDENT = 10;

export function installJson({ world }: Machine): void {
  const take = takeFor(world);
  const indentOf = (space: unknown): string => {
    if (typeof space === 'number') return ' '.repeat(Math.max(0, Math.min(MAX_INDENT, space)));
    return typeof space === 'string' ? space.slice(0, MAX_INDENT) : '';
  };
  world.defineStatics('JSON', {
    stringify(value: unknown, _replacer: unknown, space: unknown) {
      const indent = indentOf(space);
      if (isFunction(value)) return undefined;
      const form: Form = indent === '' ? JSON_FORM : { ...JSON_FORM, pretty: true, lines: 'all', indent };
      return written(world, value, form);
    },
    parse: (text: unknown) => readJson(world, take.text(text)),
  });
}
