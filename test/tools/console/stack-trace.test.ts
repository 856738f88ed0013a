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
