/** A bare board, a cable, and an evening: flash, echo, live edit with clients connected, a trace, and a way back. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { cableBench } from './cable-bench.ts';
import { clone, tinwire } from './clone.ts';

const HANDLER = 'firmware/echo/echo.ts';
const LINE = '  return bytes;\n';

async function client(t: TestContext, port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function ask(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes.toString();
}

for (const boardId of ['esp8266-4mb', 'esp32']) {
  test(`${boardId}: from a bare board to a live edit that keeps its client, over one cable`, {
    timeout: 120_000,
  }, async (t) => {
    const copy = clone(t);
    const bench = await cableBench(t, boardId);
    const cable = ['--board', boardId, '--port', bench.port];
    assert.equal(await tinwire(t, copy.root, ['build', '--board', boardId]).ended, 0);

    const flash = tinwire(t, copy.root, [
      'flash',
      ...cable,
      '--firmware',
      bench.firmware,
      '--settings',
      bench.settings,
    ]);
    assert.equal(await flash.ended, 0, flash.output.stderr + flash.output.stdout);
    const first = await client(t, await bench.listening());
    assert.equal(await ask(first, 'hello'), 'hello');

    const watch = tinwire(t, copy.root, ['watch', ...cable]);
    await watch.waitFor(/the board now runs the new image from slot 1/);
    const socket = await client(t, await bench.listening());
    assert.equal(await ask(socket, 'before'), 'before');
    copy.edit(HANDLER, LINE, "  return '1 ' + bytes;\n");
    await watch.waitFor(/live after \d+ ms: reply /);
    assert.equal(await ask(socket, 'after'), '1 after');
    // Beside the Chinese font an ESP8266 has no room for a third image; `flash --image-only`, as it says, makes some.
    await watch.waitFor(/stored in slot 0 for the next boot|Storage has no room for another image/);

    copy.edit(HANDLER, "'1 ' + bytes;", '(bytes as unknown as { no: { thing: string } }).no.thing;');
    await watch.waitFor(/live after[\s\S]*live after \d+ ms: reply /);
    socket.write('break');
    await watch.waitFor(/at reply \(firmware\/echo\/echo\.ts:\d+:\d+\)/);
    watch.child.kill('SIGINT');
    assert.equal(await watch.ended, 0);

    copy.edit(HANDLER, '(bytes as unknown as { no: { thing: string } }).no.thing;', 'bytes;');
    if (boardId === 'esp8266-4mb') {
      assert.equal(await tinwire(t, copy.root, ['build', '--board', boardId]).ended, 0);
      assert.equal(await tinwire(t, copy.root, ['flash', ...cable, '--image-only']).ended, 0);
    }
    const entry = `firmware/boards/${boardId}.ts`;
    copy.edit(entry, '\nconst settings = ', "\nif (title) throw new Error('broken');\nconst settings = ");
    assert.equal(await tinwire(t, copy.root, ['build', '--board', boardId]).ended, 0);
    const upload = tinwire(t, copy.root, ['upload', ...cable]);
    assert.equal(await upload.ended, 1);
    assert.match(upload.output.stderr, /the new image was abandoned; slot [01] runs again/);
    assert.match(upload.output.stderr, new RegExp(`firmware/boards/${boardId}\\.ts:\\d+`));
    const after = await client(t, await bench.listening());
    assert.equal(await ask(after, 'back'), 'back');
  });
}

test('a board whose Storage is full follows the edits all the same, and its owner is told once what it will boot', async (t) => {
  const copy = clone(t);
  const bench = await cableBench(t, 'esp8266-4mb');
  const cable = ['--board', 'esp8266-4mb', '--port', bench.port];
  assert.equal(await tinwire(t, copy.root, ['build', '--board', 'esp8266-4mb']).ended, 0);
  const files = ['--firmware', bench.firmware, '--settings', bench.settings];
  assert.equal(await tinwire(t, copy.root, ['flash', ...cable, ...files]).ended, 0);
  const watch = tinwire(t, copy.root, ['watch', ...cable]);
  await watch.waitFor(/the board now runs the new image from slot 1/);
  await bench.device
    .vboard()
    ?.evaluate('require("Storage").write("filler", "x", 0, require("Storage").getFree() - 9000)');
  copy.edit(HANDLER, LINE, "  return '1 ' + bytes;\n");
  await watch.waitFor(/Storage has no room for another image[\s\S]*tinwire flash --image-only/);
  const socket = await client(t, await bench.listening());
  assert.equal(await ask(socket, 'hello'), '1 hello');
  copy.edit(HANDLER, "'1 ' + bytes", "'2 ' + bytes");
  await watch.waitFor(/live after[\s\S]*live after/);
  assert.equal(await ask(socket, 'hello'), '2 hello');
  watch.child.kill('SIGINT');
  assert.equal(await watch.ended, 0);
  assert.equal(watch.output.both.split('has no room').length, 2);
});
