/** The displays as boards start them: with the controller's own commands, and answers that are shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, showSoon } from '../../../../firmware/features/answer/answer.ts';
import * as sh1106 from '../../../../firmware/features/display/sh1106-display.ts';
import * as ssd1306 from '../../../../firmware/features/display/ssd1306-display.ts';
import { startStatus } from '../../../../firmware/features/status/status.ts';
import { screen } from '../../../../firmware/oled/screen.ts';
import { findBoard } from '../../../../tools/boards/load.ts';
import { createPanel } from '../../../../tools/vboard/parts/create-panel.ts';
import { AppBench } from '../feature-bench.ts';

for (const [id, { startDisplay, showText }] of [
  ['esp32', ssd1306],
  ['mpython', sh1106],
] as const) {
  const { display } = findBoard(id);
  assert.ok(display, id);

  test(`${display.controller}: the screen is cleared and lit, and what is answered is shown on it`, () => {
    const bench = new AppBench();
    const panel = createPanel(display);
    startDisplay(
      {
        write(bytes) {
          panel.write(Buffer.from(bytes, 'latin1'));
          return true;
        },
      },
      // Of 95 characters all but the space are black.
      {
        read: (_name, offset = 0, length = 1520) =>
          `${'\0'.repeat(16)}${'\xff'.repeat(1504)}`.substr(offset, length),
      },
      bench.timers,
      display,
      bench.log,
    );
    startStatus('title', 5001, bench.log, showText, screen.rows);
    answer('x');
    showSoon();
    bench.clock.advance(2000);
    assert.deepEqual(bench.lines, []);
    const rows = panel.rows();
    assert.equal(rows.length, 64);
    assert.equal(rows[63]?.slice(0, 16), '########........');
    assert.equal(rows[0]?.slice(0, 48), `${'#'.repeat(40)}........`);
    assert.ok(rows.every((row) => row.endsWith('........')));
  });

  test(`${display.controller}: a display that does not answer is told once`, () => {
    const bench = new AppBench();
    startDisplay(
      { write: () => false },
      { read: () => '\xff'.repeat(1520) },
      bench.timers,
      display,
      bench.log,
    );
    bench.clock.advance(2000);
    assert.deepEqual(bench.lines, ['display: no answer on I2C']);
  });
}
