import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { openControlPort } from '../../../../tools/simulator/usb-control.ts';
import { portError } from '../../../../tools/vboard/host-ports/port-error.ts';

test('a port below 1024 needs rights, and another one is no better while it is below 1024', () => {
  const error = portError('127.0.0.1', 80, Object.assign(new Error(), { code: 'EACCES' }));
  assert.equal(error.message, '127.0.0.1:80: permission denied.');
  assert.match(error.help ?? '', /1024 or above/);
});

test('a control port that another program has is told as in use', async (t) => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  t.after(() => taken.close());
  const { port } = taken.address() as { port: number };
  await assert.rejects(openControlPort({} as Parameters<typeof openControlPort>[0], port), {
    code: 'HOST_PORT',
    message: `127.0.0.1:${port}: already in use.`,
  });
});
