import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showProgramClient, showRows } from '../../../../firmware/features/program/program-client.ts';
import { logProgram } from '../../../../firmware/features/program/program-lines.ts';
import { startStatus } from '../../../../firmware/features/status/status.ts';
import { ASCII_FILE } from '../../../../firmware/oled/glyphs.ts';
import { startScreen } from '../../../../firmware/oled/screen.ts';
import { address, initialise } from '../../../../firmware/oled/ssd1306.ts';
import { createClient } from '../../../../firmware/tcp/client.ts';
import { findBoard } from '../../../../tools/boards/load.ts';
import { createPanel } from '../../../../tools/vboard/parts/create-panel.ts';
import { AppBench } from '../feature-bench.ts';

const { display } = findBoard('esp32');
assert.ok(display, 'esp32 has a display');
const panel = createPanel(display);
const bench = new AppBench();

startScreen(
  {
    write(bytes) {
      panel.write(Buffer.from(bytes, 'latin1'));
      return true;
    },
  },
  {
    // Of 95 characters all but the space are black.
    read: (name, offset = 0, length = 1520) =>
      name === ASCII_FILE ? ('\0'.repeat(16) + '\xff'.repeat(1504)).substr(offset, length) : undefined,
  },
  bench.timers,
  display,
  { columns: 128, initialise, address, hasWindow: true, onFail: bench.log },
);
logProgram(bench.timers, bench.log);
startStatus('the title', 5001, bench.log, showRows, 4);
const hooks = showProgramClient(bench.timers);
const client = createClient(bench.net, bench.timers);
const { link } = client;

/** How many cells of each row are written on. */
function cells(): number[] {
  bench.clock.advance(2000);
  const rows = panel.rows();
  return [0, 1, 2, 3]
    .map((row) => (rows[row * 16 + 8] ?? '').split('#').length - 1)
    .map((pixels) => pixels / 8);
}

test('at the start the status rows are shown', () => {
  assert.deepEqual(cells(), [8, 0, 0, 0]);
});

test('what the server sent is printed, and stands alone on a cleared screen from the first row on', () => {
  hooks.onText('four');
  hooks.onText('three');
  bench.clock.advance(50);
  assert.deepEqual(bench.said(), []);
  assert.deepEqual(cells(), [5, 0, 0, 0]);
  assert.deepEqual(bench.said(), ['four', 'three']);
  hooks.onText('a text of two rows, which is longer');
  assert.deepEqual(cells(), [10, 12, 6, 0]);
});

test('a state brings the status rows back, with the state in the last one', () => {
  bench.said();
  link.state = 'connecting';
  hooks.onState('connecting', client);
  assert.deepEqual(cells(), [8, 14, 7, 10]);
});

test('that the server closed the connection is printed, another loss is not', () => {
  bench.said();
  link.state = 'waiting';
  link.reason = 'refused';
  hooks.onState('waiting', client);
  assert.deepEqual(bench.said(), []);
  link.reason = 'closed';
  hooks.onState('waiting', client);
  assert.deepEqual(bench.said(), ['close socket']);
  link.state = 'connecting';
  hooks.onState('connecting', client);
  assert.deepEqual(bench.said(), []);
});
