/** A stranger edits the echo handler, and sees it work, or is told why the board would not take it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clone, tinwire } from './clone.ts';

const HANDLER = 'firmware/echo/echo.ts';
const LINE = '  return bytes;\n';

test('a line that the board would not take is refused with its place, the reason, and what to write', async (t) => {
  const copy = clone(t);
  copy.edit(HANDLER, LINE, '  outer: for (;;) {\n    for (;;) break outer;\n  }\n  return bytes.length;\n');
  const lines = copy.read(HANDLER).split('\n');
  const placeOf = (text: string): string =>
    `firmware/echo/echo\\.ts:${lines.findIndex((line) => line.includes(text)) + 1}:3`;
  const running = tinwire(t, copy.root, ['start', '--once', '--port', '5411']);
  assert.equal(await running.ended, 5);
  const { stdout, stderr } = running.output;
  assert.match(
    stderr,
    new RegExp(`^${placeOf('outer:')} {2}error \\[label\\]\n {4}\\S.*\n {4}Instead: \\S`, 'm'),
  );
  assert.match(
    stderr,
    new RegExp(`^${placeOf('bytes.length;')} {2}error \\[type-check\\]\n {4}TS2322: `, 'm'),
  );
  assert.doesNotMatch(stdout, /came/);
});

test('--watch restarts the board with each change it can take, and keeps it with one that it cannot', async (t) => {
  const copy = clone(t);
  const running = tinwire(t, copy.root, ['start', '--watch', '--port', '5431']);
  await running.waitFor(/received the same/);

  copy.edit(HANDLER, LINE, "  return '1 ' + bytes;\n");
  // The one goes to the log, the other to the output: which is read first is nobody's promise.
  await running.waitFor(/Firmware changed/);
  await running.waitFor(/received 1 hello, board in /);

  copy.edit(HANDLER, "'1 ' + bytes;", "'2 ' + bytes; }\nfunction* no() { yield 1;");
  await running.waitFor(/firmware\/echo\/echo\.ts:\d+:\d+ {2}error/);
  await running.waitFor(/keeps running the previous image/);

  copy.edit(HANDLER, '}\nfunction* no() { yield 1;', '');
  await running.waitFor(/received 2 hello/);

  running.child.kill('SIGINT');
  assert.equal(await running.ended, 0);
});

test('--watch: an image that throws at its start and one that loops are told with their place, and the next save replaces them', async (t) => {
  const copy = clone(t);
  const running = tinwire(t, copy.root, ['start', '--watch', '--port', '5451']);
  await running.waitFor(/received the same/);

  const threw = "  return bytes;\n}\nif (Date.now() > 0) throw new Error('early');\n{\n";
  copy.edit(HANDLER, LINE, threw);
  await running.waitFor(/threw at startup: Error: early, at firmware\/echo\/echo\.ts:\d+:\d+\./);
  await running.waitFor(/keeps running the previous image/);

  copy.edit(HANDLER, "if (Date.now() > 0) throw new Error('early');", 'while (Date.now() > 0) print();');
  await running.waitFor(/has been busy for several seconds, at firmware\/echo\/echo\.ts:\d+:\d+\./);

  copy.edit(
    HANDLER,
    threw.replace("if (Date.now() > 0) throw new Error('early');", 'while (Date.now() > 0) print();'),
    "  return '3 ' + bytes;\n",
  );
  await running.waitFor(/received 3 hello/);
  running.child.kill('SIGTERM');
  assert.equal(await running.ended, 0);
});
