/** Which character of a file a frame means. A source here says of a place only which character it is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootSources, type FrameSource, frameLookup, withSources } from '../../../tools/console/frames.ts';
import { ToolError } from '../../../tools/errors.ts';
import type { Image } from '../../../tools/image/image.ts';

const sourceOf = (text: string, line = ''): FrameSource => ({
  text,
  place: (offset) => (text[offset] === '!' ? null : { file: 'a.ts', line: 1, column: offset, text: line }),
  nameOf: (name) => `<${name}>`,
});

/** The character that a frame in a file means; null: it stays as it is. */
function inFile(text: string, line: number, column: number): string | null {
  const lookup = frameLookup(new Map([['fw0', sourceOf(text)]]));
  return lookup('', { file: 'fw0', line, column, excerpt: '', caret: -1 })?.join('\n') ?? null;
}

/** As `inFile`, for a frame that only shows its surroundings. */
function inText(
  texts: readonly string[],
  excerpt: string,
  own: { name?: string; line?: number; column?: number; caret?: number },
) {
  const lookup = frameLookup(new Map(texts.map((text, index) => [`f${index}`, sourceOf(text)])));
  const { name = '', line = 1, column = 1, caret = 0 } = own;
  return lookup(name, { file: '', line, column, excerpt, caret })?.join('\n') ?? null;
}

test('a frame with a file means the character before the one where the interpreter stopped', () => {
  assert.equal(inFile('abc', 1, 3), '    at a.ts:1:1');
  assert.equal(inFile('abc', 1, 1), '    at a.ts:1:0');
  assert.equal(inFile('ab\ncd\nef', 2, 2), '    at a.ts:1:3');
  assert.equal(inFile('ab\ncd\nef', 3, 2), '    at a.ts:1:6');
  assert.equal(inFile('\nab', 2, 2), '    at a.ts:1:1');
});

test('a line behind the last one is counted from the start of the last', () => {
  assert.equal(inFile('ab\ncd', 9, 2), '    at a.ts:1:3');
});

test('a file that is not known, and a character that came from no source, leave the frame as it is', () => {
  const lookup = frameLookup(new Map([['fw0', sourceOf('abc')]]));
  assert.equal(lookup('', { file: 'fw1', line: 1, column: 1, excerpt: '', caret: -1 }), null);
  assert.equal(inFile('a!c', 1, 3), null);
});

test('a name is that of the sources, and the line is shown below where it is known', () => {
  const lookup = frameLookup(new Map([['fw0', sourceOf('abc', 'the line')]]));
  const place = { file: 'fw0', line: 1, column: 2, excerpt: '', caret: -1 };
  assert.deepEqual(lookup('f', place), ['    at <f> (a.ts:1:0)', '       the line']);
  assert.deepEqual(lookup('', place), ['    at a.ts:1:0', '       the line']);
});

test('surroundings are found in the text of a function that begins there', () => {
  // The column counts from behind the function`s head.
  for (const head of [
    'function f(){',
    'function f(a,b){',
    'function(){',
    'function (){',
    'x=>',
    'x=> {',
    'x=>{',
    'f(){',
    'f() {',
    'function f(){return ',
    'function f(){return',
    'function f(){ return ',
  ]) {
    const text = `var z;${head}xyz.no()`;
    assert.equal(
      inText([text], 'xyz.no', { column: 4, caret: 3 }),
      `    at a.ts:1:${text.indexOf('.no') - 1}`,
      head,
    );
  }
  assert.equal(inText(['var z;xyz.no()'], 'xyz.no', { column: 4, caret: 3 }), null);
});

test('at the beginning of a file there is no head', () => {
  assert.equal(inText(['xyz.no()'], 'xyz.no', { column: 4, caret: 3 }), '    at a.ts:1:2');
  assert.equal(inText(['xyz.no()'], 'xyz.no', { column: 5, caret: 3 }), null);
});

test('a place in a later line needs no head', () => {
  assert.equal(inText(['var z;xyz.no()'], 'xyz.no', { line: 2, column: 40, caret: 3 }), '    at a.ts:1:8');
});

test('of two places with the same surroundings the name decides, without one none', () => {
  const text = 'function f(){a.b}function g(){a.b}function g2(){c}';
  const own = { column: 2, caret: 1 };
  assert.equal(
    inText([text], 'a.b', { ...own, name: 'g' }),
    `    at <g> (a.ts:1:${text.lastIndexOf('a.b')})`,
  );
  assert.equal(inText([text], 'a.b', { ...own, name: 'f' }), `    at <f> (a.ts:1:${text.indexOf('a.b')})`);
  assert.equal(inText([text], 'a.b', { ...own, name: 'other' }), null);
  assert.equal(inText([`${text}function f(){a.b}`], 'a.b', { ...own, name: 'f' }), null);
  assert.equal(
    inText([text], 'c', { column: 1, name: 'other' }),
    `    at <other> (a.ts:1:${text.indexOf('c}') - 1})`,
  );
});

test('the file that came last counts, where it has the surroundings', () => {
  const [one, other] = ['function f(){a.b}', 'var q;function f(){a.b}'];
  const own = { column: 2, caret: 1, name: 'f' };
  assert.equal(inText([one, other], 'a.b', own), '    at <f> (a.ts:1:19)');
  assert.equal(inText([one, 'nothing'], 'a.b', own), '    at <f> (a.ts:1:13)');
  assert.equal(inText(['nothing'], 'a.b', own), null);
});

test('without surroundings, or a place in them, there is nothing to look for', () => {
  assert.equal(inText(['a.b'], '', { column: 1 }), null);
  assert.equal(inText(['a.b'], 'a.b', { column: 1, caret: -1 }), null);
  assert.equal(inText(['a.b'], 'a.b', { column: 1, caret: 0 }), '    at a.ts:1:0');
});

test('an image is known by the names that it is booted from', () => {
  const image = (hasSlots: boolean) =>
    ({ code: Buffer.from('ab\xff', 'latin1'), manifest: { hasSlots } }) as unknown as Image;
  const places = { at: sourceOf('abc').place, nameOf: (name: string) => `<${name}>` };
  assert.deepEqual([...bootSources(image(true), places).keys()], ['fw0', 'fw1']);
  const single = bootSources(image(false), places);
  assert.deepEqual([...single.keys()], ['.bootcde']);
  const source = single.get('.bootcde');
  assert.deepEqual([source?.text, source?.nameOf('f'), source?.place(1)?.column], ['ab\xff', '<f>', 1]);
});

test('two names of one image are one text to search', () => {
  const source = sourceOf('function f(){a.b}');
  const lookup = frameLookup(
    new Map([
      ['fw0', source],
      ['fw1', source],
    ]),
  );
  assert.deepEqual(lookup('f', { file: '', line: 1, column: 2, excerpt: 'a.b', caret: 1 }), [
    '    at <f> (a.ts:1:13)',
  ]);
});

test('the traces in an error`s help are places in the sources, all else stays', () => {
  const sources = new Map([['fw0', sourceOf('abc')]]);
  const error = new ToolError('BOARD_THREW', 'board: no.', { help: 'Uncaught Error\n    at f (fw0:1:3)' });
  const told = withSources(error, sources) as ToolError;
  assert.deepEqual(
    [told.code, told.message, told.help, told.cause],
    ['BOARD_THREW', 'board: no.', 'Uncaught Error\n    at <f> (a.ts:1:1)', error],
  );
  for (const other of [
    new Error('    at f (fw0:1:3)'),
    Object.assign(new Error('x'), { help: '    at f (fw0:1:3)' }),
    new ToolError('BOARD_THREW', 'board: no.'),
    new ToolError('BOARD_THREW', 'board: no.', { help: 'no trace' }),
    undefined,
  ])
    assert.equal(withSources(other, sources), other);
});
