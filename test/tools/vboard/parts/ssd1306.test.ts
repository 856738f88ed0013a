import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Display } from '../../../../tools/boards/board.ts';
import { createPanel } from '../../../../tools/vboard/parts/create-panel.ts';
import type { Panel } from '../../../../tools/vboard/parts/panel.ts';

const DISPLAY: Display = {
  controller: 'SSD1306',
  widthPx: 128,
  heightPx: 64,
  address: 0x3c,
  sda: 'D21',
  scl: 'D22',
  reset: null,
  columnOffset: 0,
  bitrateHz: 400_000,
  glyphs: 'gb2312',
};
const INIT = [
  0xae, 0xd5, 0x80, 0xa8, 0x3f, 0xd3, 0, 0x40, 0x8d, 0x14, 0x20, 0, 0xa1, 0xc8, 0xda, 0x12, 0x81, 0xcf, 0xd9,
  0xf1, 0xdb, 0x40, 0xa4, 0xa6, 0xaf,
];

function started(display: Display = DISPLAY, init: readonly number[] = INIT): Panel {
  const panel = createPanel(display);
  commands(panel, ...init);
  commands(panel, 0x21, 0, 127, 0x22, 0, 7);
  panel.write(Uint8Array.of(0x40, ...new Array<number>(1024).fill(0)));
  return panel;
}

function commands(panel: Panel, ...bytes: number[]): void {
  panel.write(Uint8Array.of(0x00, ...bytes));
}

function lit(panel: Panel): string[] {
  const found: string[] = [];
  for (let y = 0; y < panel.heightPx; y++) {
    for (let x = 0; x < panel.widthPx; x++) if (panel.pixel(x, y)) found.push(`${x},${y}`);
  }
  return found;
}

test('the panel is dark until switched on, and without its charge pump', () => {
  const panel = createPanel(DISPLAY);
  assert.equal(panel.isOn, false);
  commands(panel, 0xaf);
  assert.equal(panel.isOn, false);
  assert.deepEqual(lit(panel), []);
  commands(panel, 0x8d, 0x14);
  assert.equal(panel.isOn, true);
});

test('a firmware that does not clear the RAM shows the same noise on each run', () => {
  const noisy = (): string[] => {
    const panel = createPanel(DISPLAY);
    commands(panel, ...INIT);
    return panel.rows();
  };
  assert.deepEqual(noisy(), noisy());
  assert.ok(noisy().join('').includes('#'));
});

test('horizontal addressing goes on to the next page inside its window', () => {
  const panel = started();
  commands(panel, 0x20, 0, 0x21, 10, 11, 0x22, 2, 3);
  panel.write(Uint8Array.of(0x40, 0x01, 0x02, 0x80, 0x00, 0x04));
  assert.deepEqual(lit(panel), ['10,18', '11,17', '10,31'].sort(bySpot));
});

test('vertical addressing goes down before it goes right', () => {
  const panel = started();
  commands(panel, 0x20, 1, 0x21, 5, 6, 0x22, 0, 1);
  panel.write(Uint8Array.of(0x40, 0x01, 0x01, 0x01));
  assert.deepEqual(lit(panel), ['5,0', '6,0', '5,8']);
});

test('page addressing stays in its page and returns to its start column', () => {
  const panel = started();
  commands(panel, 0x20, 2, 0xb1, 0x0e, 0x17);
  panel.write(Uint8Array.of(0x40, 1, 1, 1));
  assert.deepEqual(lit(panel), ['126,8', '127,8']);
  commands(panel, 0xb0, 0x00, 0x10);
  panel.write(Uint8Array.of(0x40, 1));
  assert.deepEqual(lit(panel)[0], '0,0');
});

test('a command and its arguments may come in transfers of their own and behind single control bytes', () => {
  const panel = started();
  panel.write(Uint8Array.of(0x80, 0x21, 0x80, 3));
  commands(panel, 4);
  panel.write(Uint8Array.of(0x80, 0x22, 0x80, 0, 0x80, 0, 0xc0, 0x01, 0x40, 0x02));
  assert.deepEqual(lit(panel), ['3,0', '4,1']);
});

test('invert, all-on and off change the picture and not the RAM', () => {
  const panel = started();
  commands(panel, 0xa7);
  assert.equal(panel.pixel(0, 0), true);
  commands(panel, 0xa6, 0xa5);
  assert.equal(lit(panel).length, 128 * 64);
  commands(panel, 0xa4, 0xae);
  assert.deepEqual(lit(panel), []);
  commands(panel, 0xaf);
  assert.deepEqual(lit(panel), []);
});

test('the start line and the offset roll the picture up', () => {
  const panel = started();
  commands(panel, 0x21, 0, 127, 0x22, 0, 7);
  panel.write(Uint8Array.of(0x40, 0x20));
  commands(panel, 0x45);
  assert.deepEqual(lit(panel), ['0,0']);
  commands(panel, 0x40, 0xd3, 5);
  assert.deepEqual(lit(panel), ['0,0']);
});

test('a scan that is not reversed stands on its head, and a new remap leaves what was written', () => {
  const panel = started();
  panel.write(Uint8Array.of(0x40, 0x01));
  commands(panel, 0xc0);
  assert.deepEqual(lit(panel), ['0,63']);
  commands(panel, 0xc8, 0xa0);
  assert.deepEqual(lit(panel), ['0,0']);
  commands(panel, 0x21, 0, 127, 0x22, 0, 7);
  panel.write(Uint8Array.of(0x40, 0x02));
  assert.deepEqual(lit(panel), ['0,0', '127,1']);
});

test('a 128x32 panel wants its own COM setting: the other one interleaves the rows', () => {
  const small: Display = { ...DISPLAY, heightPx: 32 };
  const init = [...INIT];
  init[init.indexOf(0x3f)] = 0x1f;
  const panel = started(small, init);
  panel.write(Uint8Array.of(0x40, 0x02));
  assert.deepEqual(lit(panel), ['0,2']);
  commands(panel, 0xda, 0x02);
  assert.deepEqual(lit(panel), ['0,1']);
  assert.equal(panel.rows().length, 32);
});

test('a 64x48 panel shows the columns from its offset', () => {
  const panel = started({ ...DISPLAY, widthPx: 64, heightPx: 48, columnOffset: 32 });
  commands(panel, 0xa8, 0x2f, 0x21, 32, 95, 0x22, 0, 5);
  panel.write(Uint8Array.of(0x40, 0x01));
  assert.deepEqual(lit(panel), ['0,0']);
});

test('contrast is kept for the picture', () => {
  const panel = started();
  commands(panel, 0x81, 0x20);
  assert.equal(panel.contrast, 0x20);
});

test('frame listeners hear only transfers that change what the eye sees, until they leave', () => {
  const panel = started();
  let frames = 0;
  const leave = panel.onFrame(() => frames++);
  commands(panel, 0x21, 0, 127, 0x22, 0, 7);
  panel.write(Uint8Array.of(0x40, 0));
  assert.equal(frames, 0);
  panel.write(Uint8Array.of(0x40, 0xff));
  assert.equal(frames, 1);
  leave();
  commands(panel, 0xae);
  assert.equal(frames, 1);
});

test('the status byte tells whether the display is off', () => {
  const panel = createPanel(DISPLAY);
  assert.deepEqual([...panel.read(1)], [0x40]);
  commands(panel, 0xaf);
  assert.deepEqual([...panel.read(1)], [0]);
});

function bySpot(left: string, right: string): number {
  const [leftX = 0, leftY = 0] = left.split(',').map(Number);
  const [rightX = 0, rightY = 0] = right.split(',').map(Number);
  return leftY - rightY || leftX - rightX;
}
