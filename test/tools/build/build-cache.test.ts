import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { build } from '../../../tools/build/build.ts';
import { remembered } from '../../../tools/build/build-cache.ts';

function folders(t: TestContext) {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-remembered-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const source = path.join(root, 'source.ts');
  writeFileSync(source, 'print(1);\n');
  let made = 0;
  const cache = path.join(root, 'cache');
  return {
    root,
    source,
    cache,
    ask: (what: unknown = 'board', folder: string | undefined = cache) =>
      remembered(folder, root, what, async () => ({ value: ++made, inputs: [source] })),
  };
}

test('the same of the same files is made once', async (t) => {
  const { ask } = folders(t);
  assert.equal(await ask(), 1);
  assert.equal(await ask(), 1);
  assert.equal(await ask('another board'), 2);
  assert.equal(await ask(), 1);
});

test('a changed file, a missing one and a damaged result are made anew', async (t) => {
  const { ask, source, cache } = folders(t);
  assert.equal(await ask(), 1);
  writeFileSync(source, 'print(2);\n');
  assert.equal(await ask(), 2);
  assert.equal(await ask(), 2);
  const [name = ''] = readdirSync(cache);
  const file = path.join(cache, name);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
  assert.equal(await ask(), 3);
  rmSync(source);
  await assert.rejects(ask());
});

test('without a folder, or with one that cannot be written, everything is made each time', async (t) => {
  const { ask, root } = folders(t);
  assert.equal(await ask('x', undefined), 1);
  const file = path.join(root, 'file');
  writeFileSync(file, '');
  for (const made of [2, 3]) assert.equal(await ask('x', path.join(file, 'cache')), made);
  const closed = path.join(root, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  assert.ok((await ask('x', closed)) > 3);
});

test('what was used last stays, up to a bound', async (t) => {
  const { ask, cache } = folders(t);
  for (let what = 0; what < 70; what++) await ask(what);
  assert.equal(readdirSync(cache).length, 64);
});

test('an image from the cache is the one that was built, with its source map for whatever folder it goes to', async (t) => {
  const { root, cache } = folders(t);
  const entry = path.join(root, 'source.ts');
  const options = { board: findBoard('linux'), root, entry, cacheFolder: cache, types: Promise.resolve([]) };
  const first = await build({ ...options, outDir: 'one' });
  const again = await build({ ...options, outDir: 'one' });
  assert.deepEqual(again.image, first.image);
  const elsewhere = await build({ ...options, outDir: 'a/deeper/one' });
  assert.deepEqual(elsewhere.code, first.code);
  const [source = ''] = (JSON.parse(elsewhere.map) as { sources: string[] }).sources;
  assert.equal(path.resolve(elsewhere.folder, source), entry);
});
