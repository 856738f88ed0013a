/** Every member that Node's own classes have: the board has it too, and it is let pass, or it is refused with what to write. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { symbolsOf } from '../../../../tools/boards/symbols.ts';
import { absentMembers, insteadOfMember } from '../../../../tools/build/dialect/absent-members.ts';
import { applyRules } from '../../../../tools/build/dialect/apply-rules.ts';
import { unknownMethod } from '../../../../tools/build/dialect/rules/unknown-method.ts';
import { unknownStatic } from '../../../../tools/build/dialect/rules/unknown-static.ts';
import { typeCheck } from '../../../../tools/build/type-check.ts';
import { MEASURED } from '../../../types/measured.ts';
import { SYMBOL_FILE } from '../../../types/symbol-file.ts';
import { project } from '../bundling.ts';

/** An expression that is plainly of that class. */
const INSTANCES: Readonly<Record<string, string>> = {
  Array: '[1]',
  ArrayBuffer: 'new ArrayBuffer(4)',
  Boolean: 'true',
  DataView: 'new DataView(new ArrayBuffer(4))',
  Date: 'new Date()',
  Error: 'new Error("x")',
  Float64Array: 'new Float64Array(2)',
  Function: '(function () {})',
  Number: '(5)',
  Object: '({})',
  Promise: 'Promise.resolve(1)',
  RegExp: '/a/',
  String: '"a"',
  TypeError: 'new TypeError("x")',
  Uint8Array: 'new Uint8Array(2)',
};
const NAMESPACES = ['Math', 'JSON'];
interface Member {
  readonly owner: string;
  readonly sign: '#' | '.';
  readonly name: string;
  readonly expression: string;
}

const node = globalThis as unknown as Readonly<Record<string, object & { readonly prototype: object }>>;
const identifiersOf = (object: object | undefined): string[] =>
  Object.getOwnPropertyNames(object ?? {}).filter((name) => /^[\w$]+$/.test(name));
const MEMBERS: readonly Member[] = [
  ...Object.entries(INSTANCES).flatMap(([owner, instance]) => {
    const prototype = node[owner]?.prototype;
    const base = /^(?:Uint8|Float64)Array$/.test(owner) ? Object.getPrototypeOf(prototype) : undefined;
    return [...identifiersOf(prototype), ...identifiersOf(base)].map(
      (name): Member => ({ owner, sign: '#', name, expression: `${instance}.${name}` }),
    );
  }),
  ...[...Object.keys(INSTANCES), ...NAMESPACES].flatMap((owner) =>
    identifiersOf(node[owner]).map(
      (name): Member => ({ owner, sign: '.', name, expression: `${owner}.${name}` }),
    ),
  ),
];
const isOnBoard = ({ owner, sign, name }: Member): boolean => {
  const entry = SYMBOL_FILE.classes[owner];
  const base = SYMBOL_FILE.classes[entry?.proto ?? ''];
  const everywhere = [SYMBOL_FILE.classes.Object?.methods, { constructor: {}, ['__proto__']: {} }];
  const tables =
    sign === '.'
      ? [entry?.static, SYMBOL_FILE.classes.Function?.methods, { length: {}, prototype: {} }]
      : [entry?.methods, entry?.props, base?.methods, base?.props];
  const measured = sign === '#' ? `${MEASURED[owner] ?? ''} ${MEASURED[entry?.proto ?? ''] ?? ''}` : '';
  return (
    [...tables, ...everywhere].some((table) => Object.hasOwn(table ?? {}, name)) ||
    measured.split(' ').includes(name)
  );
};
const present = MEMBERS.filter(isOnBoard);
const absent = MEMBERS.filter((member) => !isOnBoard(member));
const nameOf = ({ owner, sign, name }: Member): string => `${owner}${sign}${name}`;
const findingsIn = (code: string): string[] =>
  applyRules([unknownMethod, unknownStatic], code, {
    symbols: symbolsOf('LINUX'),
    hasUnicode: true,
    file: 'snippet.js',
  }).map(({ instead }) => instead);

describe('the members that Node has', () => {
  it('are more than a few, on the board and not', () => {
    assert.ok(present.length > 150 && absent.length >= 142, `${present.length} and ${absent.length}`);
  });

  it('have a text where the board lacks them', () => {
    const silent = absent.filter(({ owner, sign, name }) => insteadOfMember(owner, sign, name) === undefined);
    assert.deepEqual(silent.map(nameOf), []);
  });

  it('are refused with that text in plain JavaScript', () => {
    const passed = absent.filter(
      ({ owner, sign, name, expression }) =>
        findingsIn(`print(${expression});`)[0] !== insteadOfMember(owner, sign, name),
    );
    assert.deepEqual(passed.map(nameOf), []);
  });

  it('are let pass in plain JavaScript where the board has them', () => {
    const refused = present.filter(({ expression }) => findingsIn(`print(${expression});`).length > 0);
    assert.deepEqual(refused.map(nameOf), []);
  });

  it('are refused and let pass in TypeScript just so', async () => {
    const members = [...absent, ...present];
    const root = project({ 'entry.ts': members.map(({ expression }) => `print(${expression});\n`).join('') });
    const findings = new Map((await typeCheck(root, 'entry.ts')).map((finding) => [finding.line, finding]));
    const wrong = members.filter(({ owner, sign, name }, index) => {
      const expected = index < absent.length ? insteadOfMember(owner, sign, name) : undefined;
      return findings.get(index + 1)?.instead !== expected;
    });
    assert.deepEqual(wrong.map(nameOf), []);
  });

  it('are all that has a text', () => {
    const onBoard = absentMembers().filter((text) => {
      const [, owner = '', sign = '#', name = ''] = /^(\w+)([#.])(.+)$/.exec(text) ?? [];
      const expression = '';
      const real = owner === 'TypedArray' ? 'Uint8Array' : owner;
      return isOnBoard({ owner: real, sign: sign === '.' ? '.' : '#', name, expression });
    });
    assert.deepEqual(onBoard, []);
  });
});
