/** A page of Chinese and ASCII on each kind of panel. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { createPanel } from '../../tools/vboard/parts/create-panel.ts';
import { fontStore } from '../support/fonts.ts';
import { untilGolden } from './golden.ts';

const PAGE = ['掌控板 mPython', '温度26.5°C，湿度', '「你好，世界」', 'Hello, 语谷贺趣!'];

const PANELS = [
  { name: 'ssd1306-128x64', board: 'esp32', heightPx: 64 },
  { name: 'ssd1306-128x32', board: 'esp32', heightPx: 32 },
  { name: 'sh1106-128x64', board: 'mpython', heightPx: 64 },
] as const;

for (const { name, board, heightPx } of PANELS) {
  test(`002-F5 a page of Chinese and ASCII looks right on ${name}`, async () => {
    const fresh = `?${name}`;
    const { screen, showText, startScreen } = (await import(
      `../../firmware/oled/screen.ts${fresh}`
    )) as typeof import('../../firmware/oled/screen.ts');
    const found = findBoard(board).display;
    assert.ok(found);
    const display = { ...found, heightPx };
    const hasWindow = display.controller === 'SSD1306';
    const controller = hasWindow
      ? await import('../../firmware/oled/ssd1306.ts')
      : await import('../../firmware/oled/sh1106.ts');
    const panel = createPanel(display);
    const due: (() => void)[] = [];
    startScreen(
      {
        write(bytes) {
          panel.write(Buffer.from(bytes, 'latin1'));
          return true;
        },
      },
      fontStore('gb2312'),
      { after: (fn, _delayMs, ...values) => due.push(() => fn(...values)), cancel() {}, seconds: () => 0 },
      display,
      {
        columns: hasWindow ? 128 : 132,
        initialise: controller.initialise,
        address: controller.address,
        hasWindow,
        onFail: assert.fail,
      },
    );
    for (let row = 0; row < screen.rows; row++) {
      showText(row, row, Buffer.from(PAGE[row] ?? '').toString('latin1'), false);
    }
    for (let fn = due.shift(); fn; fn = due.shift()) fn();
    await untilGolden(panel, `page-${name}`);
  });
}
