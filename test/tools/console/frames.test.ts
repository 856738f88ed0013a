import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { originalPlaces } from '../../../tools/build/original-places.ts';
import { rootNames } from '../../../tools/build/root-names.ts';
import { frameLookup, withSources } from '../../../tools/console/frames.ts';
import { traceMapper } from '../../../tools/console/stack-trace.ts';
import { ToolError } from '../../../tools/errors.ts';
import { oneLineMap } from '../cli/live/source-map.ts';

/** A place that names its file. */
const at = (file: string, column: number) => ({ file, line: 1, column, excerpt: '', caret: -1 });

/** An image of one line, with a map to a source file in a folder of its own. */
function sources(t: TestContext) {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-frames-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(path.join(root, 'echo.ts'), '// first\n  return bytes.no.thing;\n');
  const code = 'var a=1;function r(b){return b.no.thing}';
  const map = oneLineMap('echo.ts', [
    { at: code.indexOf('r('), line: 1, column: 0, name: 'reply' },
    { at: code.indexOf('return'), line: 2, column: 2 },
    { at: code.indexOf('b.no'), line: 2, column: 9 },
  ]);
  const places = originalPlaces(code, map, root, root);
  return new Map([['fw0', { text: code, place: places.at, nameOf: places.nameOf }]]);
}

test('a frame is shown at its place in the sources, under the name it has there, with the line', (t) => {
  const lookup = frameLookup(sources(t));
  assert.deepEqual(lookup('r', at('fw0', 35)), [
    '    at reply (echo.ts:2:10)',
    '       return bytes.no.thing;',
  ]);
});

test('a board counts the bytes of Chinese text before a frame, and the source map its characters', (t) => {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-frames-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const text = 'var a="，。、！？；：";function r(b){return b.no.thing}';
  const map = oneLineMap('echo.ts', [
    { at: text.indexOf('a='), line: 1, column: 4 },
    { at: text.indexOf('r('), line: 3, column: 9, name: 'reply' },
    { at: text.indexOf('b.no'), line: 4, column: 2 },
  ]);
  const code = Buffer.from(text).toString('latin1');
  const places = originalPlaces(code, map, root, root);
  const lookup = frameLookup(new Map([['fw0', { text: code, place: places.at, nameOf: places.nameOf }]]));
  const column = code.indexOf('.thing') + 1;
  assert.deepEqual(lookup('r', at('fw0', column)), ['    at reply (echo.ts:4:3)']);
  assert.deepEqual([...rootNames(code, map)], [['reply', 'r']]);
});

test('a frame of another file stays as it is', (t) => {
  assert.equal(frameLookup(sources(t))('f', at('fw1', 3)), null);
});

test("an error's trace is mapped, and its code stays", (t) => {
  const help = 'Uncaught Error: x\n    at r (fw0:1:35)\nreturn b.no.thing\n           ^';
  const mapped = withSources(new ToolError('BOARD_THREW', 'board: x.', { help }), sources(t));
  assert.ok(mapped instanceof ToolError);
  assert.equal(mapped.code, 'BOARD_THREW');
  assert.equal(mapped.help, 'Uncaught Error: x\n    at reply (echo.ts:2:10)\n       return bytes.no.thing;');
  const other = new Error('not ours');
  assert.equal(withSources(other, sources(t)), other);
});

test('a name in a frame may be anything: it is looked for as text, in time in proportion to it', (t) => {
  const lookup = frameLookup(sources(t));
  const place = at('fw0', 35);
  const startedMs = performance.now();
  for (const name of [
    '(',
    '[',
    '\\',
    'a{1,',
    `${'(.+)+'.repeat(50)}$`,
    'r(b){return b.no.thing}//'.repeat(9),
  ])
    assert.equal(lookup(name, place)?.[0], `    at ${name} (echo.ts:2:10)`);
  for (const line of [0, 1, 2 ** 31, 1e21, Number.POSITIVE_INFINITY])
    for (const column of [0, 1e21, Number.POSITIVE_INFINITY]) lookup('r', { ...at('fw0', column), line });
  assert.ok(performance.now() - startedMs < 2_000);
});

test('no trace that a program prints can crash or stop the mapper', (t) => {
  const mapper = traceMapper(frameLookup(sources(t)));
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('    at ', ' (', 'fw0', ':', '1', '9', ')', '\r', '\n', '(.+)+', '$', '\\', 'r'),
          fc.string(),
        ),
      ),
      (parts) => {
        mapper.take(`${parts.join('')}\n`);
      },
    ),
  );
  const startedMs = performance.now();
  for (const part of [' (', ':1', 'a:', ' (fw0:1:', '    at '])
    mapper.take(`    at ${part.repeat(140).slice(0, 290)}\n`.repeat(500));
  assert.ok(performance.now() - startedMs < 5_000);
});

/** What a chip prints of a frame: a place without a file, counted in the function, the text around it and a caret. */
const frameOfChip = (name: string, column: number, script: string, caret: number): string =>
  `    at ${name === '' ? `:1:${column}` : `${name} (:1:${column})`}\n${script}\n${' '.repeat(caret)}^\n`;

/** What is shown of a trace. */
function shownOf(t: TestContext, trace: string): string {
  const mapper = traceMapper(frameLookup(sources(t)));
  return mapper.take(trace) + mapper.end();
}

test('a frame without a file is found by the text around it', (t) => {
  assert.equal(
    shownOf(t, `Uncaught Error: x\n${frameOfChip('r', 5, 'b.no.thing', 4)}>`),
    'Uncaught Error: x\n    at reply (echo.ts:2:10)\n       return bytes.no.thing;\n>',
  );
  assert.equal(
    shownOf(t, frameOfChip('', 33, '...unction r(b){return b.no.thing}', 26)),
    '    at echo.ts:2:10\n       return bytes.no.thing;\n',
  );
});

test('a frame whose text stands nowhere, in several functions, or at another place of them stays as it is', (t) => {
  for (const trace of [
    frameOfChip('r', 5, 'b.yes', 4),
    frameOfChip('r', 9, 'b.no.thing', 4),
    frameOfChip('r', 5, '', 4),
    frameOfChip('boot code', 5, 'a', 1),
  ])
    assert.equal(shownOf(t, trace), trace);
});

test('functions that were swapped since are the ones that a frame without a file is looked for in first', (t) => {
  const all = sources(t);
  const text = 'function r(b){return b.no.thing}\n';
  all.set('hot0', {
    text,
    place: (offset) => ({ file: 'new.ts', line: 7, column: offset, text: '' }),
    nameOf: (name) => name,
  });
  const mapper = traceMapper(frameLookup(all));
  assert.equal(
    mapper.take(frameOfChip('r', 5, 'b.no.thing', 4)),
    `    at r (new.ts:7:${text.indexOf('.no') + 1 + 1})\n`,
  );
});
