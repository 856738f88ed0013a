/** CONTRIBUTING.md leads to what is there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TEXT = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
const RECIPES = ['AT command', 'board', 'dialect rule', 'feature', 'command', 'simulated part'];

/** What stands in backticks and names a file or folder of the project; up to a name in angle brackets. */
const PATHS = [...TEXT.matchAll(/`([^`\n]+)`/g)]
  .map(([, name = '']) => name)
  .filter(
    (name) =>
      /^(firmware|tools|test|docs|\.ci|\.github)\//.test(name) || /^[\w-]+(\.\w+)*\.(md|json)$/.test(name),
  )
  .map((name) => name.replace(/\/?[^/]*<.*$/, ''));
const TESTS = readdirSync(path.join(ROOT, 'test'), { recursive: true })
  .map((name) => `test/${String(name).split(path.sep).join('/')}`)
  .filter((name) => name.endsWith('.test.ts'));
/** Made by a build, or by Espruino's own sources. */
const ELSEWHERE = ['manifest.json', 'boards/LINUX.py'];

test('every file and folder that it names is there', () => {
  assert.ok(PATHS.length > 40, `only ${PATHS.length} paths found`);
  const missing = PATHS.filter((name) => !ELSEWHERE.includes(name) && !existsSync(path.join(ROOT, name)));
  assert.deepEqual(missing, []);
});

test('there is a recipe for each kind of addition, which ends with a command', () => {
  for (const what of RECIPES) {
    const [, recipe = ''] =
      new RegExp(`^### A new ${what}[^\\n]*\\n([\\s\\S]*?)(?=^##)`, 'm').exec(TEXT) ?? [];
    assert.match(recipe, /^1\. /m, what);
    assert.match(recipe, /^```\n(npm|npx) /m, what);
  }
});

test('a filter of tests that it gives finds tests', () => {
  const filters = [...TEXT.matchAll(/npm test -- (\S+(?: [a-z/-]+)*)/g)].flatMap(([, all = '']) =>
    all.split(' '),
  );
  for (const filter of filters.map((name) => name.replace(/\/?<.*$/, '')))
    assert.ok(
      TESTS.some((name) => name.includes(filter)),
      filter,
    );
});
