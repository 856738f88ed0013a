/** The bytes of both controllers, beside what their datasheets say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sh1106 from '../../../firmware/oled/sh1106.ts';
import * as ssd1306 from '../../../firmware/oled/ssd1306.ts';

const hex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');

test('SSD1306: a screen of 64 rows and one of 32 differ in the multiplex ratio and the wiring of the rows', () => {
  assert.equal(hex(ssd1306.initialise(64)), '00aed580a83fd300408d142000a1c8da1281cfd9f1db40a4a6');
  assert.equal(hex(ssd1306.initialise(32)), '00aed580a81fd300408d142000a1c8da0281cfd9f1db40a4a6');
});

test('SSD1306: data go to a window of columns and pages', () => {
  assert.equal(hex(ssd1306.address(2, 8, 23, 3)), '00210817220203');
});

test('SH1106: a screen of 64 rows, and data that go to one page from a column on', () => {
  assert.equal(hex(sh1106.initialise(64)), '00aed550a83fd30040ad8ba1c8da128180d922db35a4a6');
  assert.equal(hex(sh1106.address(3, 0x25, 0x30, 3)), '00b30512');
});
