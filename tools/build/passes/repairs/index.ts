/** Built-ins that give other values than JavaScript's are replaced before the minifier, so that it shortens what is put in. */
import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import type { Program } from '../../syntax/program.ts';
import { scopesOf } from '../../syntax/scopes.ts';
import { decodeText, encodeText, jsonText } from './bytes.ts';
import { errorKinds } from './errors.ts';
import { floats } from './floats.ts';
import { numbers } from './numbers.ts';
import { regexDots } from './regex-dots.ts';
import type { Repair } from './repair.ts';
import { round, toFixed } from './rounding.ts';
import { replacementSigns, splitLimit } from './texts.ts';

const REPAIRS: readonly Repair[] = [
  toFixed,
  round,
  numbers,
  splitLimit,
  replacementSigns,
  jsonText,
  encodeText,
  decodeText,
  floats,
  errorKinds,
  regexDots,
];

/** What a script must have in it for any of the repairs to apply. */
const MENTIONS =
  /toFixed|round|Number|parseFloat|instanceof|\/[^\n]*\.[^\n]*\/|isNaN|split|replace|stringify|encodeURIComponent|decodeURIComponent|[-+*/%=(,:?&|!<>[{;]\s*\+(?![+=])/;

/** Applies every repair; the functions that they call are put before the script. */
export function repairValues(program: Program, edit: MagicString, hasUnicode: boolean): void {
  if (!MENTIONS.test(program.code)) return;
  const scopes = scopesOf(program);
  const isBuiltIn = (node: AnyNode, name: string): boolean =>
    node.type === 'Identifier' && node.name === name && scopes.isGlobal(node);
  const subject = { program, scopes, hasUnicode, isBuiltIn };
  const helpers = REPAIRS.flatMap((repair) =>
    repair.apply(subject, edit) && repair.helper !== undefined ? [repair.helper] : [],
  );
  if (helpers.length > 0) edit.prepend(`${helpers.join('\n')}\n`);
}
