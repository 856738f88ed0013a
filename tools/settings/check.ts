/**
 * Settings as a board reads them (`docs/settings.md`), checked before they reach one. A fault names its place and what
 * belongs there; values are never shown but numbers, and none of a password.
 */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { ToolError } from '../errors.ts';
import { type JsonText, type Place, readJson } from './json-text.ts';

const HELP = 'See docs/settings.md for an example.';
const MIN_PASSWORD_BYTES = 8;
const MAX_PASSWORD_BYTES = 63;
/** Far more than any board takes. */
const MAX_SETTINGS_BYTES = 0x10000;
/** Changes of a letter that still are the same word, mistyped. */
const MAX_TYPOS = 2;

let compiled: ValidateFunction | undefined;

/** The schema, with lengths in bytes as the chip counts them. */
function schema(): ValidateFunction {
  if (compiled) return compiled;
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false, verbose: true });
  const bytes = (text: string) => Buffer.byteLength(text, 'utf8');
  const addText = (keyword: string, isGood: (limit: number, text: string) => boolean) =>
    ajv.addKeyword({ keyword, type: 'string', validate: isGood, errors: false });
  addText('minBytes', (limit, text) => bytes(text) >= limit);
  addText('maxBytes', (limit, text) => bytes(text) <= limit);
  addText('passwordBytes', (_limit, text) => isPassword(bytes(text)));
  compiled = ajv.compile(
    JSON.parse(readFileSync(new URL('./settings.schema.json', import.meta.url), 'utf8')),
  );
  return compiled;
}

function isPassword(length: number): boolean {
  return length === 0 || (length >= MIN_PASSWORD_BYTES && length <= MAX_PASSWORD_BYTES);
}

/**
 * The settings in a file's bytes; `name` is how the user knows the file.
 * @throws ToolError SETTINGS_BAD with one line a fault: the first as its message, the others in its help.
 */
export function checkedSettings(bytes: Uint8Array, name: string): Record<string, unknown> {
  const read = readJson(textOf(bytes, name));
  if ('fault' in read) throw bad([`${name} line ${read.line}, column ${read.column}: ${read.fault}.`]);
  const value: unknown = JSON.parse(JSON.stringify(read.value));
  const faults = faultsOf(value, read);
  if (faults.length > 0) throw bad(faults.map((fault) => `${name}${fault}`));
  return value as Record<string, unknown>;
}

function textOf(bytes: Uint8Array, name: string): string {
  if (bytes.length > MAX_SETTINGS_BYTES) {
    throw new ToolError('SETTINGS_BAD', `${name}: ${bytes.length} bytes are too many for a settings file.`, {
      help: HELP,
    });
  }
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    if (!isUtf16) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What follows says it.
  }
  throw new ToolError('SETTINGS_BAD', `${name}: is not UTF-8 text${isUtf16 ? ' but UTF-16' : ''}.`, {
    help: 'Save it as UTF-8.',
  });
}

/** One line a fault, each beginning with its place. */
function faultsOf(value: unknown, read: JsonText): string[] {
  const validate = schema();
  const repeated = read.repeated.map(
    ({ line, column, pointer }) => `${at(pointer)}: has a duplicate key (line ${line}, column ${column}).`,
  );
  if (validate(value)) return repeated;
  const errors = validate.errors ?? [];
  const notified = errors.filter((error) => !isPartOfAnyOf(error, errors));
  return [
    ...repeated,
    ...new Set(notified.map((error) => `${at(error.instancePath)}: ${explain(error, read.keys)}.`)),
  ];
}

/** A failed branch is reported once, by its union. */
function isPartOfAnyOf({ instancePath, schemaPath }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return (
    schemaPath.includes('/anyOf/') &&
    errors.some((other) => other.keyword === 'anyOf' && other.instancePath === instancePath)
  );
}

function explain(error: ErrorObject, keys: ReadonlyMap<string, Place>): string {
  const { keyword, params, instancePath, data } = error;
  const isSecret = instancePath.endsWith('/password');
  const shown = typeof data === 'number' && !isSecret ? `${data} ` : '';
  if (keyword === 'required') return `is missing ${quoted(params.missingProperty as string)}`;
  if (keyword === 'additionalProperties') return unknownKey(error, keys);
  if (keyword === 'uniqueItems') return 'has a duplicate entry';
  if (keyword === 'not') return 'has both "port" and "serial"; use one of them';
  if (keyword === 'anyOf') return `${shown}is not 0 or a whole number from 1000 to 86400000`;
  if (keyword === 'enum') return `is not one of ${(params.allowedValues as string[]).map(quoted).join(', ')}`;
  if (keyword === 'type') return `${shown}is ${typeWanted(params.type as string, isSecret)}`;
  if (keyword === 'minimum' || keyword === 'maximum') {
    const { minimum, maximum } = error.parentSchema as { minimum: number; maximum: number };
    return `${shown}is not a whole number from ${minimum} to ${maximum}`;
  }
  if (keyword === 'passwordBytes')
    return `must have ${MIN_PASSWORD_BYTES} to ${MAX_PASSWORD_BYTES} bytes; use "" for an open network`;
  const { minBytes = 0, maxBytes } = error.parentSchema as { minBytes?: number; maxBytes: number };
  return `has ${Buffer.byteLength(String(data))} bytes; use ${minBytes} to ${maxBytes}`;
}

function typeWanted(type: string, isSecret: boolean): string {
  if (type === 'object') return 'not an object: put { } around its fields';
  if (type === 'array') return 'not a list: put [ ] around its entries';
  if (type === 'integer') return 'not a whole number; write it without quotes';
  if (type === 'boolean') return 'not true or false; write it without quotes';
  return `not a string: put it in quotes${isSecret ? ', even if it is a number' : ''}`;
}

/** A key is shown only when it is a known one, mistyped: it may be anything that was put there by mistake. */
function unknownKey(
  { params, instancePath, parentSchema }: ErrorObject,
  keys: ReadonlyMap<string, Place>,
): string {
  const key = params.additionalProperty as string;
  const known = Object.keys((parentSchema as { properties: object }).properties);
  const place = keys.get(`${instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  const where = place ? ` (line ${place.line}, column ${place.column})` : '';
  const near = known.find((word) => isNear(key.toLowerCase(), word.toLowerCase()));
  return near === undefined
    ? `has an unknown key${where}; known keys: ${known.join(', ')}`
    : `has the key ${quoted(key)}${where}: did you mean ${quoted(near)}?`.replace(/\?$/, '');
}

/** Whether one word becomes the other by few changes of a letter (Levenshtein distance). */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > MAX_TYPOS) return false;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return (row[other.length] ?? 0) <= MAX_TYPOS;
}

function at(pointer: string): string {
  return pointer === '' ? '' : ` ${pointer}`;
}

function quoted(word: string): string {
  return `"${word}"`;
}

/** Each fault in a line of its own: the first is the message. */
function bad([first = '', ...others]: readonly string[]): ToolError {
  return new ToolError('SETTINGS_BAD', first, { help: [...others, HELP].join('\n') });
}
