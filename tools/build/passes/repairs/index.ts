/** Built-ins that give other values than JavaScript's are replaced before the minifier, so that it shortens what is put in. */
import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import type { Program } from '../../syntax/program.ts';
import { scopesOf } from '../../syntax/scopes.ts';
import { decodeText, encodeText, jsonEscapes, jsonText } from './bytes.ts';
import { dateCopies } from './dates.ts';
import { errorKinds, typeErrors } from './errors.ts';
import { floats } from './floats.ts';
import { jsonSyntax } from './json-syntax.ts';
import { getterValues, nullPrototypes } from './literals.ts';
import { numbers } from './numbers.ts';
import { powers } from './powers.ts';
import { regexDots } from './regex-dots.ts';
import type { Repair } from './repair.ts';
import { replacements } from './replacements.ts';
import { round, toFixed } from './rounding.ts';
import { looseEquality, textNumbers } from './text-numbers.ts';
import { replacementSigns, splitLimit } from './texts.ts';
import { noTimer } from './timers.ts';
import { trialTimer } from './trial-timer.ts';

const REPAIRS: readonly Repair[] = [
  toFixed,
  round,
  numbers,
  textNumbers,
  looseEquality,
  splitLimit,
  replacementSigns,
  replacements,
  jsonText,
  jsonSyntax,
  jsonEscapes,
  getterValues,
  nullPrototypes,
  encodeText,
  decodeText,
  floats,
  errorKinds,
  typeErrors,
  regexDots,
  powers,
  dateCopies,
  noTimer,
  trialTimer,
];

/** Applies every repair; the functions that they call are put before the script. */
export function repairValues(program: Program, edit: MagicString, hasUnicode: boolean): void {
  const scopes = scopesOf(program);
  const isBuiltIn = (node: AnyNode, name: string): boolean =>
    node.type === 'Identifier' && node.name === name && scopes.isGlobal(node);
  const subject = { program, scopes, hasUnicode, isBuiltIn };
  const helpers = REPAIRS.flatMap((repair) => (repair.apply(subject, edit) ? (repair.helpers ?? []) : []));
  if (helpers.length > 0) edit.prepend(`${[...new Set(helpers)].join('\n')}\n`);
}
