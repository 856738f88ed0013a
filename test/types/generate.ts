/** Writes what the hand-written types leave out, as far as the interpreter's symbols tell: names, parameters, results. */
import {
  allPins,
  moduleType,
  objectType,
  type SymbolEntry,
  type SymbolFile,
  type SymbolTable,
} from './symbol-file.ts';
import type { Written } from './written.ts';

const HEAD = `/**
 * Made by \`npm run types\` from the interpreter's symbols: change the files beside it instead.
 * A parameter without a better type may be left out, as the interpreter allows.
 */
`;
const TYPES: Readonly<Record<string, string>> = {
  int: 'number',
  float: 'number',
  bool: 'boolean',
  pin: 'Pin',
  string: 'string',
  String: 'string',
  Array: 'any[]',
  Promise: 'Promise<any>',
};
const RESERVED = new Set(['var', 'function', 'this', 'arguments', 'in', 'new', 'default', 'class']);
const ANY_EVENT = '  on(event: string, listener: (...args: any[]) => void): void;\n';

/** Symbols that the library does not declare, each with its reason. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  [
    'Object.length',
    'undefined for every object but arrays, texts and functions, which declare it themselves',
  ],
  ['arguments', 'a word of the language'],
  ['globalThis', 'a word of the language'],
]);

/** Texts of the generated files, by their names. */
export function generateTypes(
  file: SymbolFile,
  { members, values }: Written,
): Readonly<Record<string, string>> {
  const typeOf = (name: string | undefined, isParameter = false): string => {
    if (name === undefined) return 'void';
    if (name === 'pin' && isParameter) return 'PinArgument';
    return TYPES[name] ?? (file.classes[name] ? name : 'any');
  };
  const parametersOf = (text = ''): string =>
    text
      .split(',')
      .filter((part) => part !== '')
      .map((part, index) => {
        const [, rest, name = '', type] = /^(\.\.\.)?(\w+):(\w+)$/.exec(part) ?? [];
        const known = RESERVED.has(name) ? `value${index + 1}` : name;
        return rest === undefined ? `${known}?: ${typeOf(type, true)}` : `...${known}: any[]`;
      })
      .join(', ');
  const noteOf = ({ on, deprecated }: SymbolEntry, indent: string, within?: string): string => {
    const boards = on === within ? [] : [...(on ?? '')].map((letter) => file.boards[letter]);
    const words = [boards.length > 0 ? `Only on ${boards.join(', ')}.` : '', deprecated ? '@deprecated' : ''];
    const text = words.filter((word) => word !== '').join(' ');
    return text === '' ? '' : `${indent}/** ${text} */\n`;
  };
  /** Members that the hand-written interface of that name lacks. */
  const membersOf = (type: string, owner: string, table: SymbolTable = {}, areProperties = false): string => {
    const within = buildsOf(file.classes[owner] ?? file.modules[owner]);
    return Object.entries(table)
      .filter(([name]) => !members.get(type)?.has(name) && !LEFT_OUT.has(`${owner}.${name}`))
      .map(([name, entry]) => {
        const isProperty = areProperties || entry.k === 'prop';
        const signature = isProperty
          ? `readonly ${name}: ${typeOf(entry.r)}`
          : `${name}(${parametersOf(entry.p)}): ${typeOf(entry.r)}`;
        return `${noteOf(entry, '  ', within)}  ${signature};\n`;
      })
      .join('');
  };
  const eventsOf = (type: string, table: SymbolTable | undefined): string => {
    if (!table || members.get(type)?.has('on')) return '';
    const own = Object.entries(table).map(
      ([name, { p }]) => `  on(event: '${name}', listener: (${parametersOf(p)}) => void): void;\n`,
    );
    return own.join('') + ANY_EVENT;
  };
  const declare = (type: string, body: string, base = ''): string =>
    body === '' && members.has(type) ? '' : `interface ${type}${base} {\n${body}}\n`;
  const variable = (name: string, type: string): string =>
    values.has(name) ? '' : `declare var ${name}: ${type};\n`;

  const classText = ([name, symbols]: [string, SymbolEntry]): string => {
    const entry = { ...symbols, on: buildsOf(symbols) };
    const own = objectType(name, entry);
    if (own.endsWith('Namespace') || own === name) {
      const body = membersOf(own, name, entry.static) + eventsOf(own, entry.events);
      return noteOf(entry, '') + declare(own, body) + variable(name, own);
    }
    const instance = declare(
      name,
      membersOf(name, name, entry.methods) +
        membersOf(name, name, entry.props, true) +
        eventsOf(name, entry.events),
    );
    if (values.has(name)) {
      const statics = membersOf(own, name, entry.static);
      return instance + (statics === '' ? '' : declare(own, statics));
    }
    const made = entry.ctor ? `  new (${parametersOf(entry.ctor.p)}): ${name};\n` : '';
    const body = `${made}  readonly prototype: ${name};\n${membersOf(own, name, entry.static)}`;
    return noteOf(entry, '') + instance + declare(own, body, ' extends Function') + variable(name, own);
  };
  const moduleText = ([name, entry]: [string, SymbolEntry]): string => {
    const type = moduleType(name);
    const body = membersOf(type, name, entry.static) + eventsOf(type, entry.events);
    return body === '' && members.has(type) ? '' : noteOf(entry, '') + declare(type, body);
  };
  const globalText = ([name, entry]: [string, SymbolEntry]): string => {
    if (values.has(name) || LEFT_OUT.has(name)) return '';
    const text =
      entry.k === 'function'
        ? `declare function ${name}(${parametersOf(entry.p)}): ${typeOf(entry.r)};\n`
        : `declare var ${name}: ${typeOf(entry.instanceOf ?? entry.r)};\n`;
    return noteOf(entry, '') + text;
  };

  const modules = Object.entries(file.modules).map(
    ([name, entry]) => `${noteOf(entry, '  ')}  ${name}: ${moduleType(name)};\n`,
  );
  const fileOf = (...texts: string[]): string =>
    [HEAD, ...texts]
      .filter((text) => text !== '')
      .join('\n')
      .replace(/(declare (?:var|function) .*\n)\n(?=declare |\/\*\* .*\ndeclare )/g, '$1');
  const classTexts = Object.entries(file.classes).map(classText);
  const isRadio = (text: string): boolean => /^interface (?:Bluetooth|NRF)/m.test(text);
  return {
    'generated-names.d.ts': fileOf(
      ...Object.entries(file.globals).map(globalText),
      ...allPins(file).map((pin) => `declare var ${pin}: Pin;\n`),
    ),
    'generated-classes.d.ts': fileOf(...classTexts.filter((text) => !isRadio(text))),
    'generated-bluetooth.d.ts': fileOf(...classTexts.filter(isRadio)),
    'generated-modules.d.ts': fileOf(
      ...Object.entries(file.modules).map(moduleText),
      `interface ModulesByName {\n${modules.join('')}}\n`,
    ),
  };
}

/** Letters of the builds that have the class or module, if only by its members. */
function buildsOf(entry: SymbolEntry | undefined): string | undefined {
  if (entry?.on !== undefined) return entry.on;
  const inner = [entry?.static, entry?.methods, entry?.props].flatMap((table) => Object.values(table ?? {}));
  if (inner.length === 0 || entry?.ctor) return undefined;
  const letters = inner.map(({ on }) => on);
  return letters.includes(undefined) ? undefined : [...new Set(letters.join(''))].join('');
}
