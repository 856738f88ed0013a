import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { checkFiles } from '../../../tools/build/check-files.ts';
import { project } from './bundling.ts';

const esp32 = findBoard('esp32');

describe('checkFiles', () => {
  it('checks several files of both languages at once, each under its own name', async () => {
    const root = project({ 'a.ts': 'print(1);\nprint(new Map());\n', 'b.js': 'var a=8;\nprint(a++/2);\n' });
    const findings = await checkFiles(['a.ts', 'b.js'], esp32, root);
    assert.deepEqual(
      findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`),
      ['a.ts:2:11 unknown-global', 'b.js:2:10 division'],
    );
  });

  it('takes from TypeScript what the build would repair', async () => {
    const text =
      'const { a, b = 2 } = { a: 8 } as { a: number; b?: number };\nlet c = a;\nprint(c++ / b, first());\nfunction first() { return `${"}"}`; }\n';
    assert.deepEqual(await checkFiles(['a.ts'], esp32, project({ 'a.ts': text })), []);
  });

  it('reports exported functions that nothing calls, and not the files that are imported', async () => {
    const root = project({
      'a.ts': "import { b } from './b.ts';\nexport function unused() { return Object.freeze(b); }\n",
      'b.ts': 'export const b = new Set();\n',
    });
    assert.deepEqual(
      (await checkFiles(['a.ts'], esp32, root)).map(({ file, line, rule }) => [file, line, rule]),
      [['a.ts', 2, 'unknown-static']],
    );
  });

  it('reports what is refused in TypeScript, and what does not parse', async () => {
    const root = project({
      'a.ts': 'export const f = async () => 1;\n',
      'b.ts': 'let a: = 3;\n',
      'c.js': 'let a: = 3;\n',
    });
    assert.deepEqual(
      (await checkFiles(['a.ts', 'b.ts', 'c.js'], esp32, root)).map(({ file, rule }) => [file, rule]),
      [
        ['a.ts', 'async-function'],
        ['b.ts', 'syntax'],
        ['c.js', 'syntax'],
      ],
    );
  });

  it('knows by their types what the receivers in TypeScript lack, and leaves other type errors to the build', async () => {
    const text =
      'export function last(list: number[], o: { entries(): number }) {\n  o.entries();\n  const n: number = "x";\n  return list.entries();\n}\nprint(last);\n';
    const root = project({ 'a.ts': text });
    assert.deepEqual(
      (await checkFiles(['a.ts'], esp32, root)).map(({ file, line, rule }) => [file, line, rule]),
      [['a.ts', 4, 'type-check']],
    );
  });

  it('knows the board', async () => {
    const root = project({ 'a.js': 'print("\\u4f60");' });
    assert.equal((await checkFiles(['a.js'], esp32, root)).length, 1);
    assert.equal((await checkFiles(['a.js'], findBoard('linux'), root)).length, 0);
  });

  it('takes absolute paths', async () => {
    const root = project({ 'a.ts': 'print(2n);\n' });
    assert.equal((await checkFiles([path.join(root, 'a.ts')], esp32, root)).length, 1);
  });

  it('names a file that cannot be read', async () => {
    await assert.rejects(checkFiles(['none.js'], esp32, project({})), { code: 'CHECK_UNREADABLE' });
  });
});
