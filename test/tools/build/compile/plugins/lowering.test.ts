import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../../../tools/boards/load.ts';
import { type Bundle, createBundler } from '../../../../../tools/build/compile/bundle.ts';

const A = "import { b } from './b.ts';\nconst { x = 1 } = { x: b ?? 2 };\nprint(x);\n";
const B = 'export const b: number | undefined = Math.random();\n';

/** A project of two files, and what each bundle of it leaves in the cache. */
function project(t: TestContext, a: string) {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-lowering-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const cacheFolder = path.join(root, 'cache');
  const write = (name: string, text: string): void => writeFileSync(path.join(root, name), text);
  write('a.ts', a);
  write('b.ts', B);
  return {
    write,
    kept: (): number => readdirSync(path.join(cacheFolder, 'lowered')).length,
    bundle: (boardId = 'esp32', folder: string | undefined = cacheFolder): Promise<Bundle> =>
      createBundler({ board: findBoard(boardId), root, entry: 'a.ts', cacheFolder: folder }).bundle(),
  };
}

test('a file that was lowered before is the same as one that is lowered now, with its source map', async (t) => {
  const { bundle, kept } = project(t, A);
  const fresh = await bundle('esp32', undefined);
  assert.deepEqual(await bundle(), fresh);
  assert.equal(kept(), 2);
  assert.deepEqual(await bundle(), fresh);
  assert.equal(kept(), 2);
});

test('after an edit only the edited file is lowered', async (t) => {
  const { bundle, kept, write } = project(t, A);
  await bundle();
  write('a.ts', A.replace('print(x)', 'print(x + 1)'));
  assert.match((await bundle()).code, /\+ ?1/);
  assert.equal(kept(), 3);
});

test('a board with Unicode has a version of its own', async (t) => {
  const { bundle, kept } = project(t, `${A}print('€');\n`);
  const [esp32, linux] = [await bundle('esp32'), await bundle('linux')];
  assert.equal(kept(), 4);
  assert.deepEqual([await bundle('esp32'), await bundle('linux')], [esp32, linux]);
});

test('what is refused in a file is said again when it was lowered before', async (t) => {
  const { bundle } = project(t, `${A}function* many(): object { yield 1; }\nprint(many());\n`);
  const first = await bundle();
  assert.ok(first.findings.length > 0);
  assert.deepEqual((await bundle()).findings, first.findings);
});
