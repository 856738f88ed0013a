import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { compiled } from '../../tools/compile.mjs';

/** A project of its own with one entry, `tools/main.ts`. */
function project(t: TestContext, text: string): { root: string; write(text: string): void } {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-compile-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(path.join(root, 'tools'));
  writeFileSync(path.join(root, 'package.json'), '{ "type": "module" }');
  const write = (source: string): void => writeFileSync(path.join(root, 'tools/main.ts'), source);
  write(text);
  return { root, write };
}

const compile = (root: string): Promise<string | null> =>
  compiled('tools', ['tools/main.ts'], ['tools'], 3_600_000, root);

async function run(folder: string | null): Promise<Record<string, unknown>> {
  assert.ok(folder !== null);
  return import(pathToFileURL(path.join(folder, 'tools/main.mjs')).href);
}

test('a source that is as it was is not compiled again, one that changed is', async (t) => {
  const { root, write } = project(t, 'export const answer: number = 1;\n');
  const first = await compile(root);
  assert.equal((await run(first)).answer, 1);
  assert.equal(await compile(root), first);
  write('export const answer: number = 22;\n');
  const second = await compile(root);
  assert.notEqual(second, first);
  assert.equal((await run(second)).answer, 22);
});

test('a change that leaves the size is seen by its time', async (t) => {
  const { root, write } = project(t, 'export const answer = 1;\n');
  const first = await compile(root);
  write('export const answer = 2;\n');
  utimesSync(path.join(root, 'tools/main.ts'), 1, 1);
  assert.notEqual(await compile(root), first);
});

test('a package that was installed anew is looked for again, above the project too', async (t) => {
  const { root } = project(t, 'export const answer = 1;\n');
  const inner = path.join(root, 'inner');
  mkdirSync(path.join(inner, 'tools'), { recursive: true });
  writeFileSync(path.join(inner, 'tools/main.ts'), 'export const answer = 2;\n');
  const first = await compile(inner);
  mkdirSync(path.join(root, 'node_modules'));
  writeFileSync(path.join(root, 'node_modules/.package-lock.json'), '{}');
  assert.notEqual(await compile(inner), first);
});

test('what was made of earlier sources stays for a while, and then goes', async (t) => {
  const { root, write } = project(t, 'export const answer = 1;\n');
  const first = await compile(root);
  write('export const answer = 22;\n');
  const second = await compile(root);
  assert.ok(first !== null && second !== null && existsSync(first));
  utimesSync(first, 1, 1);
  write('export const answer = 333;\n');
  await compile(root);
  assert.equal(existsSync(first), false);
  assert.equal(existsSync(second), true);
});

test('a module that is compiled finds the files beside its source', async (t) => {
  const { root } = project(t, 'export const here = import.meta.url;\n');
  assert.equal((await run(await compile(root))).here, pathToFileURL(path.join(root, 'tools/main.ts')).href);
});

test('a module that imports by a name that it makes up is left to the loader', async (t) => {
  const { root } = project(
    t,
    `import { writeFileSync } from 'node:fs';
const fresh = (await import(\`./other.ts?\${Math.random()}\`)) as { other: string };
writeFileSync(new URL('./told', import.meta.url), fresh.other);
`,
  );
  writeFileSync(path.join(root, 'tools/other.ts'), "export const other: string = 'other';\n");
  await run(await compile(root));
  assert.equal(readFileSync(path.join(root, 'tools/told'), 'utf8'), 'other');
});

test('a package is found from wherever the result is kept', async (t) => {
  const { root } = project(t, "export { parse } from 'acorn';\n");
  assert.equal(typeof (await run(await compile(root))).parse, 'function');
});

test('a project that cannot be written has its result in the cache of the user', async (t) => {
  const { root } = project(t, 'export const answer = 1;\n');
  const home = project(t, '').root;
  mkdirSync(path.join(root, 'node_modules'));
  writeFileSync(path.join(root, 'node_modules/.cache'), 'a file');
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = home;
  try {
    const made = await compile(root);
    assert.ok(made?.startsWith(home));
    assert.equal((await run(made)).answer, 1);
    assert.equal(await compile(root), made);
  } finally {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  }
});

test('nothing is compiled of a source that is wrong: the loader says why', async (t) => {
  const { root } = project(t, 'export const = ;\n');
  assert.equal(await compile(root), null);
  assert.deepEqual(readdirSync(path.join(root, 'node_modules/.cache/tinwire')), []);
});
