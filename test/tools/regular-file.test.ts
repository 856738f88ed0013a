import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { checkFiles } from '../../tools/build/check-files.ts';
import { systemFault } from '../../tools/cli/system-fault.ts';
import { sendUdp } from '../../tools/peers/udp.ts';
import { refuseEndless } from '../../tools/regular-file.ts';
import { readRelease } from '../../tools/release/archive.ts';
import { readSettings } from '../../tools/simulator/settings.ts';
import { flashFile } from '../../tools/vboard/chip/flash-file.ts';

const skip = process.platform === 'win32' ? 'no devices in the file system' : false;

test('a file and a folder pass, a device does not', { skip }, () => {
  refuseEndless(import.meta.filename);
  refuseEndless(import.meta.dirname);
  assert.throws(() => refuseEndless('/dev/null'), /a device or a pipe/);
});

// Never `/dev/zero` here: where one is read after all, the test would not end.
test('whatever reads a file at once refuses a device', { skip }, async () => {
  const code = (expected: string) => (error: { code?: string }) => error.code === expected;
  assert.throws(() => readSettings('/dev/null', 'x'), code('SETTINGS_UNREADABLE'));
  assert.throws(() => flashFile('/dev/null', 0, 4096), code('FLASH_FILE_BAD'));
  assert.throws(() => readRelease('/dev/null', () => true), code('RELEASE_MISSING'));
  await assert.rejects(checkFiles(['/dev/null'], findBoard('esp32'), '/'), code('CHECK_UNREADABLE'));
});

test('a link that cannot be made is named after itself, not after what it leads to', () => {
  const cause = Object.assign(new Error(), {
    code: 'ENOENT',
    syscall: 'symlink',
    path: '/dev/pts/0',
    dest: '/nope/l',
  });
  assert.match(systemFault(cause)?.message ?? '', /^\/nope\/l: /);
});

test('a name that nobody has is told by UDP as by TCP', async () => {
  const sent = sendUdp({ host: 'nosuch.invalid', port: 9 }, Buffer.from('x'), { waitMs: 0 });
  await assert.rejects(sent, { code: 'CONNECT_FAILED', message: /not found/ });
});
