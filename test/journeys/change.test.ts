/** A stranger edits the echo handler, and sees it work, or is told why the board would not take it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clone, tinwire } from './clone.ts';

const HANDLER = 'firmware/echo/echo.ts';
const LINE = '  return bytes;\n';

test('an edited echo handler answers as it was edited', async (t) => {
  const copy = clone(t);
  copy.edit(HANDLER, LINE, "  return 'you said ' + bytes.toUpperCase();\n");
  const running = tinwire(t, copy.root, ['start', '--once', '--port', '5401']);
  assert.equal(await running.ended, 0, running.output.stderr);
  assert.match(
    running.output.stdout,
    /Sent hello from your laptop, back came you said HELLO FROM YOUR LAPTOP in /,
  );
});

test('what the interpreter cannot run is refused with its place in the TypeScript and what to write', async (t) => {
  const copy = clone(t);
  copy.edit(HANDLER, LINE, '  outer: for (;;) {\n    for (;;) break outer;\n  }\n  return bytes;\n');
  const line =
    copy
      .read(HANDLER)
      .split('\n')
      .findIndex((text) => text.includes('outer:')) + 1;
  const running = tinwire(t, copy.root, ['start', '--once', '--port', '5411']);
  assert.equal(await running.ended, 5);
  assert.match(
    running.output.stderr,
    new RegExp(`^firmware/echo/echo\\.ts:${line}:3 {2}error \\[label\\]\\n {4}\\S.*\\n {4}Instead: \\S`, 'm'),
  );
  assert.doesNotMatch(running.output.stdout, /came back/);
});

test('a type error is refused with its place too', async (t) => {
  const copy = clone(t);
  copy.edit(HANDLER, LINE, '  return bytes.length;\n');
  const line =
    copy
      .read(HANDLER)
      .split('\n')
      .findIndex((text) => text.includes('bytes.length;')) + 1;
  const running = tinwire(t, copy.root, ['start', '--once', '--port', '5421']);
  assert.equal(await running.ended, 5);
  assert.match(
    running.output.stderr,
    new RegExp(`^firmware/echo/echo\\.ts:${line}:3 {2}error \\[type-check\\]\\n {4}TS2322: `, 'm'),
  );
});

test('--watch restarts the board with each change it can take, and keeps it with one that it cannot', async (t) => {
  const copy = clone(t);
  const running = tinwire(t, copy.root, ['start', '--watch', '--port', '5431']);
  await running.waitFor(/the same came back/);

  copy.edit(HANDLER, LINE, "  return '1 ' + bytes;\n");
  await running.waitFor(/The firmware changed[\s\S]*back came 1 hello/);

  copy.edit(HANDLER, "'1 ' + bytes;", "'2 ' + bytes; }\nfunction* no() { yield 1;");
  await running.waitFor(/firmware\/echo\/echo\.ts:\d+:\d+ {2}error/);
  await running.waitFor(/goes on with the image from before/);

  copy.edit(HANDLER, '}\nfunction* no() { yield 1;', '');
  await running.waitFor(/back came 2 hello/);

  running.child.kill('SIGINT');
  assert.equal(await running.ended, 0);
});
