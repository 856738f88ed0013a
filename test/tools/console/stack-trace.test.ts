import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BoardPlace, traceMapper } from '../../../tools/console/stack-trace.ts';

/** What Espruino 2v29.277 with 1,600 variables printed for a throw in a function of the slot `fw1`. */
const RECORDED = [
  'bad\r',
  'Uncaught ReferenceError: "undefinedThing" is not defined\r',
  '    at h (fw1:2:36)\r',
  'undefinedThing.x\r',
  '              ^\r',
  '    at eval (fw1:3:3)\r',
  'h();\r',
  '  ^\r',
  '    at boot code (.bootcde:13:23)\r',
  'else try{eval(SLOT.t())}catch(e){print("Uncaught "+e+"\\n"+e....\r',
  '                      ^\r',
  '>',
].join('\n');

const MAPPED = [
  'bad\r',
  'Uncaught ReferenceError: "undefinedThing" is not defined\r',
  '    at h: fw1 2:36',
  '    at eval: fw1 3:3',
  '    at boot code (.bootcde:13:23)\r',
  'else try{eval(SLOT.t())}catch(e){print("Uncaught "+e+"\\n"+e....\r',
  '                      ^\r',
  '>',
].join('\n');

const ofSlots = (name: string, { file, line, column }: BoardPlace): readonly string[] | null =>
  file.startsWith('fw') ? [`    at ${name}: ${file} ${line}:${column}`] : null;

test('a frame of an image becomes what the look-up says, and the script line with its caret goes', () => {
  const mapper = traceMapper(ofSlots);
  assert.equal(mapper.take(RECORDED), MAPPED);
});

test('the same comes of a trace that is cut at any place', () => {
  for (let cut = 0; cut <= RECORDED.length; cut++) {
    const mapper = traceMapper(ofSlots);
    const shown = mapper.take(RECORDED.slice(0, cut)) + mapper.take(RECORDED.slice(cut)) + mapper.end();
    assert.equal(shown, MAPPED, `cut at ${cut}`);
  }
});

test('a frame without a name is a frame', () => {
  const seen: string[] = [];
  traceMapper((name, { file, column }) => {
    seen.push(`${name}|${file}|${column}`);
    return null;
  }).take('    at fw0:1:200\n');
  assert.deepEqual(seen, ['|fw0|200']);
});

test('a prompt and other text without a line end are not kept back', () => {
  const mapper = traceMapper(ofSlots);
  assert.equal(mapper.take('\r\n>'), '\r\n>');
  assert.equal(mapper.take('half a li'), 'half a li');
});

test('a line that looks like the start of a frame and never ends is bounded', () => {
  const mapper = traceMapper(ofSlots);
  let shown = '';
  for (let count = 0; count < 2000; count++) shown += mapper.take(count === 0 ? '    at x' : 'y');
  assert.ok(shown.length > 1500);
});

/** As an ESP32 prints it, whose flash is mapped elsewhere: without the file, and with a part of the function. */
const WITHOUT_FILE = [
  'Uncaught Error\r',
  '    at f (:1:40)\r',
  '...a;throw b;c...\r',
  '           ^\r',
  '>',
].join('\n');

test('a frame without its file is told by the lines behind it, in any cut', () => {
  for (let cut = 0; cut <= WITHOUT_FILE.length; cut++) {
    const seen: unknown[] = [];
    const mapper = traceMapper((name, place) => {
      seen.push([name, place]);
      return ['    at f: found'];
    });
    const shown =
      mapper.take(WITHOUT_FILE.slice(0, cut)) + mapper.take(WITHOUT_FILE.slice(cut)) + mapper.end();
    assert.equal(shown, 'Uncaught Error\r\n    at f: found\n>', `cut at ${cut}`);
    assert.deepEqual(seen, [['f', { file: '', line: 1, column: 40, excerpt: 'a;throw b;c', caret: 8 }]]);
  }
});

test('the part of a function is the whole line where nothing was left out, one character a byte', () => {
  const seen: BoardPlace[] = [];
  traceMapper((_name, place) => {
    seen.push(place);
    return null;
  }).take('    at f (:2:3)\nthrow "ü";\n  ^\n');
  assert.deepEqual(seen, [{ file: '', line: 2, column: 3, excerpt: 'throw "\xc3\xbc";', caret: 2 }]);
});

test('a frame that is found nowhere stays as it was, with the lines behind it', () => {
  const mapper = traceMapper(() => null);
  assert.equal(mapper.take(WITHOUT_FILE) + mapper.end(), WITHOUT_FILE);
  assert.equal(mapper.take(RECORDED) + mapper.end(), RECORDED);
});

test('of a trace that ends early what was kept back is told at the end', () => {
  for (const text of [
    '    at f (:1:40)\n',
    '    at f (:1:40)\nthrow',
    '    at f (:1:40)\nthrow 1\n',
    '    at f (:1:40)\nthrow 1\n  ^',
    '    at',
  ]) {
    const mapper = traceMapper(() => null);
    assert.equal(mapper.take(text) + mapper.end(), text, JSON.stringify(text));
    assert.equal(mapper.end(), '');
  }
});

test('a frame behind a frame without its file is a frame of its own', () => {
  const mapper = traceMapper((_name, { file }) => (file === '' ? null : ['mapped']));
  assert.equal(
    mapper.take('    at f (:1:40)\n    at g (fw0:1:2)\nx\n^\nend\n'),
    '    at f (:1:40)\nmapped\nend\n',
  );
});

test('what only looks like a frame is none', () => {
  const mapper = traceMapper(() => assert.fail('no frame'));
  for (const text of [
    'x    at f (fw0:1:2)\n',
    '    at f (fw0:1:2) more\n',
    '   at f (fw0:1:2)\n',
    '    at f (fw0:1)\n',
    `    at ${'f'.repeat(290)} (fw0:1:2)\n`,
  ])
    assert.equal(mapper.take(text), text);
});

test('a frame has its line and column whatever their length', () => {
  const seen: string[] = [];
  traceMapper((name, { line, column }) => {
    seen.push(`${name} ${line}:${column}`);
    return null;
  }).take('    at long name (fw0:123:4567)\r\n');
  assert.deepEqual(seen, ['long name 123:4567']);
});
