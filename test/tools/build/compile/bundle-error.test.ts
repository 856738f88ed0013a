import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { BuildRefused } from '../../../../tools/build/build-refused.ts';
import { createBundler } from '../../../../tools/build/compile/bundle.ts';
import { bundleError } from '../../../../tools/build/compile/bundle-error.ts';
import { project } from '../bundling.ts';

/** Entries that cannot be built: the place of the fault, and what is said of it. */
const REFUSED: Readonly<Record<string, readonly [text: string, place: string, message: RegExp]>> = {
  'an export': ['print(1);\nexport const a = 1;\n', 'entry.ts:2:1', /^An image cannot export anything/],
  'a default export': [
    'export default function f() {}\n',
    'entry.ts:1:1',
    /^An image cannot export anything/,
  ],
  'import = require': [
    'import x = require("Wifi");\nprint(x);\n',
    'entry.ts:1:1',
    /^`import \.\.\. = require/,
  ],
  'export =': ['print(1);\nexport = 5;\n', 'entry.ts:2:1', /^`export = \.\.\.` is not supported/],
  'a missing import': [
    'import { a } from "./none.ts";\nprint(a);\n',
    'entry.ts:1:19',
    /^File \.\/none\.ts not found/,
  ],
  'a name that is not exported': [
    'import { none } from "./library.ts";\nprint(none);\n',
    'entry.ts:1:10',
    /does not export none\.$/,
  ],
  'a fault in an import': ['import "./bad.ts";\n', 'bad.ts:1:8', /^Unexpected token\.$/],
  'an import of data': [
    'import data from "./data.json";\nprint(data);\n',
    'data.json:1:5',
    /^This file is not a program\.$/,
  ],
  'await at the root': ['print(1);\nawait 1;\n', 'entry.ts:2:1', /async/],
  'a decorator': ['class A { @dec x = 1 }\nprint(A);\n', 'entry.ts:1:11', /the syntax "decorators"/],
  'a variable of a namespace': [
    'namespace N {\n  export let n = 0;\n}\nprint(N.n);\n',
    'entry.ts:2:10',
    /^A namespace can export only constants/,
  ],
  '`using`': ['print(1);\nusing r = null;\n', 'entry.ts:2:1', /^`using` is not supported/],
  'a declared field': [
    'class A {\n  declare a: number;\n}\nprint(A);\n',
    'entry.ts:2:3',
    /^`declare` before/,
  ],
  'a typographic quote': ['print(“a”);\n', 'entry.ts:1:7', /U\+201C \(left double quote\)/],
  'a zero-width space': ['pri\u200bnt(1);\n', 'entry.ts:1:4', /U\+200B \(zero-width space\)/],
};

const files = (entry: string): Record<string, string> => ({
  'entry.ts': entry,
  'library.ts': 'export const a = 1;\n',
  'bad.ts': 'let a: = 3;\n',
  'data.json': '{"a":1}\n',
});

const bundle = (root: string, entry: string) =>
  createBundler({ board: findBoard('esp32'), root, entry }).bundle();

describe('an entry that cannot be built', () => {
  for (const [what, [text, place, message]] of Object.entries(REFUSED)) {
    it(`is refused at its place for ${what}`, async () => {
      await assert.rejects(bundle(project(files(text)), 'entry.ts'), (error: unknown) => {
        assert.ok(error instanceof BuildRefused, String(error));
        const [finding, ...others] = error.findings;
        assert.deepEqual(others, []);
        assert.equal(`${finding?.file}:${finding?.line}:${finding?.column}`, place);
        assert.match(finding?.message ?? '', message);
        assert.doesNotMatch(finding?.message ?? '', /rollup|babel|plugin|https?:/i);
        return true;
      });
    });
  }

  it('is named when it is missing, a folder, or no program', async () => {
    const root = project({ 'data.json': '{"a":1}' });
    mkdirSync(path.join(root, 'folder.ts'));
    await assert.rejects(bundle(root, 'none.ts'), {
      code: 'ENTRY_MISSING',
      message: /none\.ts: file not found\.$/,
    });
    await assert.rejects(bundle(root, 'folder.ts'), {
      code: 'ENTRY_MISSING',
      message: /folder\.ts: is a folder\.$/,
    });
    await assert.rejects(bundle(root, 'data.json'), BuildRefused);
  });

  it('is named when the system refuses it', {
    skip: process.platform === 'win32' ? 'no devices in the file system' : false,
  }, () => {
    const error = Object.assign(new Error('EACCES: permission denied'), {
      code: 'EACCES',
      syscall: 'stat',
      path: '/closed/x.ts',
    });
    assert.equal(bundleError(error, 'esp32', '/', '/closed/x.ts').code, 'ENTRY_MISSING');
    const below = Object.assign(new Error('ENOTDIR'), { syscall: 'stat', path: '/dev/null/package.json' });
    assert.match(
      bundleError(below, 'esp32', '/', '/dev/null').message,
      /^\/dev\/null: is a device or a pipe/,
    );
  });

  it('is refused at the first byte that is no UTF-8', async () => {
    const root = project({});
    writeFileSync(path.join(root, 'a.js'), Buffer.from('print(1);\nprint("caf\xe9");\n', 'latin1'));
    await assert.rejects(bundle(root, 'a.js'), {
      code: 'SOURCE_UNREADABLE',
      message: 'a.js:2:11: the byte 0xE9 is not valid UTF-8.',
    });
  });

  it('is refused when a text reaches a name that two modules have', async () => {
    const root = project({
      'entry.ts': 'import "./other.ts";\nfunction onInit() { print(1); }\n',
      'other.ts': 'function onInit() { print(2); }\nprint(onInit);\n',
    });
    await assert.rejects(bundle(root, 'entry.ts'), {
      code: 'BUILD_REFUSED',
      message: /^other\.ts and entry\.ts: each has a top-level name onInit/,
    });
  });
});
