import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { makeImage, writeImage } from '../../../../tools/image/image.ts';
import { runHere } from '../cli-host.ts';

/** A folder with an image of the Linux board, which has no display. */
function linuxImage(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-sim-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const code = new TextEncoder().encode('print(1);');
  writeImage(
    folder,
    makeImage({ board: findBoard('linux'), code, map: '{}', files: [], modules: [], variables: 1 }),
  );
  return folder;
}

test('does not run an image on another board than it was built for', async (t) => {
  const { status, stderr } = await runHere(['sim', '--image', linuxImage(t), '--once']);
  assert.equal(status, 2);
  assert.match(stderr, /contains an image for linux, not for esp32\.\n {9}Use --board linux\./);
});

test('takes no picture of a display that is not there', async (t) => {
  const args = ['sim', '--image', linuxImage(t), '--board', 'linux', '--once', '--png', 'x.png'];
  const { status, stderr } = await runHere(args);
  assert.equal(status, 2);
  assert.match(stderr, /--png x\.png: linux has no display/);
});

test('says how to build an image that is not there', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-sim-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { status, stdout, stderr } = await runHere(['sim', '--image', folder, '--once']);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /manifest\.json: cannot be read\.\n {9}Build the image first: tinwire build\./);
});

test('an option of the USB port without --usb, or the other way round, is an error that names it', async () => {
  for (const [args, option, help] of [
    [['--faults', 'cut=5'], '--faults', 'Add --usb'],
    [['--usb-link', 'board'], '--usb-link', 'Add --usb'],
    [['--bare'], '--bare', 'Add --usb'],
    [['--no-sync-enters-loader'], '--no-sync-enters-loader', 'Add --usb'],
    [['--usb', 'tcp:0', '--once'], '--once', 'Omit --once or --usb'],
    [['--usb', 'tcp:0', '--port', '5001'], '--port', 'Omit --port or --usb'],
  ] as const) {
    const { status, stdout, stderr } = await runHere(['sim', ...args]);
    assert.equal(status, 1, option);
    assert.equal(stdout, '');
    assert.match(stderr, new RegExp(`^tinwire: ${option}: has no effect .*\\n {9}${help}\\.\\n$`));
  }
});
