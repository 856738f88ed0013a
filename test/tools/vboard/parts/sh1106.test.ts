import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Display } from '../../../../tools/boards/board.ts';
import { createPanel } from '../../../../tools/vboard/parts/create-panel.ts';
import type { Panel } from '../../../../tools/vboard/parts/panel.ts';

const DISPLAY: Display = {
  controller: 'SH1106',
  widthPx: 128,
  heightPx: 64,
  address: 0x3c,
  sda: 'D23',
  scl: 'D22',
  reset: null,
  columnOffset: 2,
  bitrateHz: 400_000,
  glyphs: 'gb2312',
};

function commands(panel: Panel, ...bytes: number[]): void {
  panel.write(Uint8Array.of(0x00, ...bytes));
}

function started(): Panel {
  const panel = createPanel(DISPLAY);
  commands(
    panel,
    0xae,
    0xd5,
    0x50,
    0xa8,
    0x3f,
    0xd3,
    0,
    0x40,
    0xad,
    0x8b,
    0xa1,
    0xc8,
    0xda,
    0x12,
    0x81,
    0x80,
    0xaf,
  );
  for (let page = 0; page < 8; page++) {
    commands(panel, 0xb0 + page, 0x00, 0x10);
    panel.write(Uint8Array.of(0x40, ...new Array<number>(132).fill(0)));
  }
  return panel;
}

test('the leftmost pixel lies in RAM column 2 and the rightmost in 129', () => {
  const panel = started();
  commands(panel, 0xb0, 0x02, 0x10);
  panel.write(Uint8Array.of(0x40, 1));
  commands(panel, 0xb0, 0x01, 0x18);
  panel.write(Uint8Array.of(0x40, 1));
  const top = panel.rows()[0] ?? '';
  assert.equal(top, `#${'.'.repeat(126)}#`);
});

test('columns outside the panel are taken and not seen', () => {
  const panel = started();
  commands(panel, 0xb0, 0x00, 0x10);
  panel.write(Uint8Array.of(0x40, 0xff, 0xff));
  commands(panel, 0xb0, 0x02, 0x18);
  panel.write(Uint8Array.of(0x40, 0xff, 0xff));
  assert.ok(!panel.rows().join('').includes('#'));
});

test('the column pointer does not go on to the next page', () => {
  const panel = started();
  commands(panel, 0xb0, 0x01, 0x18);
  panel.write(Uint8Array.of(0x40, ...new Array<number>(20).fill(0xff)));
  assert.ok(panel.pixel(127, 0));
  assert.ok(!panel.rows().slice(8).join('').includes('#'));
  assert.ok(!panel.pixel(0, 0));
});

test('the windows of the SSD1306 do not exist here', () => {
  const panel = started();
  commands(panel, 0x20, 0x21, 0x22);
  commands(panel, 0xb0, 0x02, 0x10);
  panel.write(Uint8Array.of(0x40, 1));
  assert.ok(panel.pixel(0, 0));
});

test('the converter is on at power-up and AD 8A darkens the panel', () => {
  const panel = createPanel(DISPLAY);
  commands(panel, 0xaf);
  assert.equal(panel.isOn, true);
  commands(panel, 0xad, 0x8a);
  assert.equal(panel.isOn, false);
});

test('the end of read-modify-write returns to the column where it began', () => {
  const panel = started();
  commands(panel, 0xb0, 0x05, 0x10, 0xe0);
  panel.write(Uint8Array.of(0x40, 0, 0));
  commands(panel, 0xee);
  panel.write(Uint8Array.of(0x40, 1));
  assert.ok(panel.pixel(3, 0));
});
