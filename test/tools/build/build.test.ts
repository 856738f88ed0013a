import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { build } from '../../../tools/build/build.ts';
import { BuildRefused } from '../../../tools/build/build-refused.ts';
import { readImage } from '../../../tools/image/image.ts';
import { project, TYPED } from './bundling.ts';

const linux = findBoard('linux');
const entry = 'firmware/a.ts';
const withText = (text: string): string => project({ ...TYPED, [entry]: text });

describe('build', () => {
  it('writes a whole image that reads back, with the same bytes each time', async () => {
    const root = withText('print("hello");\n');
    const first = await build({ board: linux, root, entry });
    const second = await build({ board: linux, root, entry, outDir: 'other' });
    assert.equal(first.folder, path.join(root, 'dist', 'linux'));
    assert.deepEqual(readImage(first.folder), readImage(second.folder));
    assert.match(readFileSync(path.join(first.folder, 'image.js'), 'utf8'), /^print\("hello"\);?\n?$/);
  });

  it('refuses a type error with its place, and writes nothing', async () => {
    const root = withText('print(missing);\n');
    await assert.rejects(build({ board: linux, root, entry }), (error: unknown) => {
      assert.ok(error instanceof BuildRefused);
      const types = error.findings.filter(({ rule }) => rule === 'type-check');
      assert.deepEqual(
        types.map(({ file, line, column }) => [file, line, column]),
        [[entry, 1, 7]],
      );
      return true;
    });
    assert.equal(existsSync(path.join(root, 'dist')), false);
  });

  it('refuses what the interpreter cannot run, and counts the places', async () => {
    const root = withText('declare const o: object;\nfor (const k in o) print(k);\nprint(10n);\n');
    await assert.rejects(build({ board: linux, root, entry }), {
      code: 'BUILD_REFUSED',
      message: /^linux: \d errors: this board cannot run the sources\.$/,
    });
  });

  it('takes a type check that is under way', async () => {
    const root = withText('print("hello");\n');
    const types = Promise.resolve([]);
    const { findings } = await build({ board: linux, root, entry, types });
    assert.deepEqual(findings, []);
  });

  it('says of a refused bundle what is wrong with its types, too, and each thing once', async () => {
    const root = project({ 'own.ts': "import './missing.ts';\nprint([1].at(0));\nconst n: number = 'x';\n" });
    await assert.rejects(build({ board: linux, root, entry: 'own.ts' }), (error: unknown) => {
      assert.ok(error instanceof BuildRefused);
      const places = error.findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
      assert.deepEqual(places.sort(), ['own.ts:1 syntax', 'own.ts:2 type-check', 'own.ts:3 type-check']);
      return true;
    });
  });

  it('says what the board lacks once, in the words of the types', async () => {
    const root = project({ 'own.ts': 'print([1].at(0), Math.trunc(1), typeof Map);\nnew Map();\n' });
    await assert.rejects(build({ board: linux, root, entry: 'own.ts' }), (error: unknown) => {
      assert.ok(error instanceof BuildRefused);
      assert.deepEqual(new Set(error.findings.map(({ rule }) => rule)), new Set(['type-check']));
      return true;
    });
  });
});
