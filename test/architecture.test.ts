/** The house rules that a reader cannot see in one file: who imports whom, how long a file is, where it prints and ends. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { RULES } from './import-table.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const MAX_FILE_LINES = 300;

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

/** The file's imports by text: `import`, `export ... from` and `import()`. */
function importsOf(code: string): Import[] {
  const found: Import[] = [];
  for (const [, type, names = '', from = ''] of code.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*\bfrom\s+'([^']+)'/gm,
  )) {
    const list = /^\{([^}]*)\}$/
      .exec(names.trim())?.[1]
      ?.split(',')
      .map((name) => name.trim());
    const areTypes = list?.filter((name) => name !== '').every((name) => name.startsWith('type ')) ?? false;
    found.push({ from, isType: type !== undefined || areTypes });
  }
  for (const [, from = ''] of code.matchAll(/^\s*import\s+'([^']+)'/gm)) found.push({ from, isType: false });
  for (const [, from = ''] of code.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g))
    found.push({ from, isType: false });
  return found;
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function filesUnder(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true })
    .map((name) => path.posix.join(folder, String(name).split(path.sep).join('/')))
    .filter((name) => /\.(ts|mjs)$/.test(name) && !name.startsWith('test/fixtures/'))
    .sort();
}

const SOURCES = [...filesUnder('firmware'), ...filesUnder('tools')];
const TESTS = filesUnder('test');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const fits = (name: string, pattern: string): boolean =>
  pattern.endsWith('/') || pattern.endsWith(':*')
    ? name.startsWith(pattern.replace('*', ''))
    : name === pattern;

function forbiddenImports(name: string): string[] {
  const rule = RULES.find(({ of }) => fits(name, of));
  if (rule === undefined) return [`${name} lies in no folder that the import table knows`];
  const own = rule.of.endsWith('/') ? [rule.of] : [];
  return importsOf(withoutComments(read(name)))
    .filter(({ from, isType }) => {
      const target = from.startsWith('.') ? path.posix.join(path.posix.dirname(name), from) : from;
      const allowed = [...own, ...rule.may, ...(isType ? (rule.types ?? []) : [])];
      return !allowed.some((pattern) => fits(target, pattern));
    })
    .map(({ from, isType }) => `${name} imports ${isType ? 'the types of ' : ''}${from}`);
}

/** Lines of `names` whose code, comments aside, matches. */
function places(names: readonly string[], pattern: RegExp): string[] {
  return names.filter((name) => pattern.test(withoutComments(read(name))));
}

test('reads imports of every form', () => {
  const code = `import a, { b } from './a.ts';
import type { C } from './c.ts';
import {
  type D,
  type E,
} from './d.ts';
export { f } from './f.ts';
import './g.ts';
const h = await import('./h.ts');`;
  assert.deepEqual(
    importsOf(code).map(({ from, isType }) => `${from}${isType ? ' type' : ''}`),
    ['./a.ts', './c.ts type', './d.ts type', './f.ts', './g.ts', './h.ts'],
  );
});

test('every source imports only what its folder may', () => {
  assert.ok(SOURCES.length > 20, `only ${SOURCES.length} sources found`);
  assert.deepEqual(SOURCES.flatMap(forbiddenImports), []);
});

test('tools import production packages only', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const packages = new Set(
    filesUnder('tools')
      .flatMap((name) => importsOf(withoutComments(read(name))).filter(({ isType }) => !isType))
      .map(({ from }) => from)
      .filter((from) => !from.startsWith('.') && !from.startsWith('node:'))
      .map((from) => /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from),
  );
  assert.deepEqual(
    [...packages].filter((name) => !(name in dependencies)),
    [],
  );
  assert.ok(!('espruino' in dependencies), 'espruino is 290 packages that only tests need');
});

/** Ends with the engine that replaces it: its files import each other in circles. */
const LAST_ENGINE = 'tools/vboard/espruino/';

test('no files import each other in a circle', () => {
  const graph = new Map(
    SOURCES.filter((name) => !name.startsWith(LAST_ENGINE)).map((name) => [
      name,
      importsOf(read(name))
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => path.posix.join(path.posix.dirname(name), from)),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name].join(' -> '));
    if (done.has(name) || way.includes(name)) return;
    for (const next of graph.get(name) ?? []) walk(next, [...way, name]);
    done.add(name);
  };
  for (const name of graph.keys()) walk(name, []);
  assert.deepEqual(circles, []);
});

test('protocol knows no time', () => {
  assert.deepEqual(
    places(filesUnder('tools/protocol'), /\b(setTimeout|setInterval|setImmediate|Date|performance)\b/),
    [],
  );
});

test(`no file is longer than ${MAX_FILE_LINES} lines`, () => {
  const long = [...SOURCES, ...TESTS]
    .map((name) => ({ name, lines: read(name).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MAX_FILE_LINES);
  assert.deepEqual(long, []);
});

test('file names are kebab-case nouns', () => {
  const names = [...SOURCES, ...TESTS];
  const odd = names.filter(
    (name) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.(ts|mjs)$/.test(name),
  );
  assert.deepEqual(odd, []);
  assert.deepEqual(
    names.filter((name) => /(^|\/)(utils?|helpers?|manager|misc|common)(\/|\.)/.test(name)),
    [],
  );
});

test('only main.ts ends the process and says with which status, and a board its own process', () => {
  const tools = filesUnder('tools');
  assert.deepEqual(places(tools, /\bprocess\s*\.\s*(exit|abort|reallyExit)\s*\(/), [
    'tools/main.ts',
    'tools/vboard/process/child.ts',
  ]);
  assert.deepEqual(places(tools, /\bprocess\s*\.\s*exitCode\b/), []);
});

test('only main.ts hands out the streams that cli/output.ts prints to', () => {
  assert.deepEqual(places(filesUnder('tools'), /\bprocess\s*\.\s*(stdout|stderr)\b/), ['tools/main.ts']);
  // `rollup -c` runs without our command line, so its refusals are printed where it calls us.
  const ownPrinters = ['tools/build/compile/rollup-configs.ts'];
  const printing = places(filesUnder('tools'), /^\s*console\s*\.\s*\w+\(/m);
  assert.deepEqual(
    printing.filter((name) => !ownPrinters.includes(name)),
    [],
  );
});

test('firmware does not ask whether it is simulated', () => {
  assert.deepEqual(places(filesUnder('firmware'), /is_?(virtual|simulat)|simulat/i), []);
});

test('a test lies where its source lies', () => {
  const astray = TESTS.filter((name) => /^test\/(firmware|tools)\//.test(name))
    .map((name) => path.posix.dirname(name.replace(/^test\//, '')))
    .filter((folder) => !existsSync(path.join(ROOT, folder)));
  assert.deepEqual(astray, []);
});
