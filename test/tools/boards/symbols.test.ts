import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadBoards } from '../../../tools/boards/load.ts';
import { symbolsOf } from '../../../tools/boards/symbols.ts';

test('every board of the project has a table of built-ins', () => {
  for (const { chip } of loadBoards()) {
    const { globals, pins, modules } = symbolsOf(chip.firmware.board);
    assert.ok(globals.has('setTimeout') && globals.has('print'), chip.id);
    assert.ok(modules.get('net')?.has('createServer') && modules.get('Storage')?.has('read'), chip.id);
    assert.ok(pins.length > 16, chip.id);
  }
});

test('Graphics and Telnet exist only where the build has them', () => {
  assert.equal(symbolsOf('ESP8266_BOARD').classes.has('Graphics'), false);
  assert.equal(symbolsOf('ESP8266_4MB').classes.has('Graphics'), true);
  assert.equal(symbolsOf('ESP8266_BOARD').modules.has('TelnetServer'), false);
  assert.equal(symbolsOf('ESP32').modules.has('TelnetServer'), true);
});

test('the table agrees with boards.json about Graphics and Telnet', () => {
  for (const { id, chip } of loadBoards()) {
    const { classes, modules } = symbolsOf(chip.firmware.board);
    assert.equal(classes.has('Graphics'), chip.hasGraphics, `${id}: Graphics`);
    if (chip.family !== 'LINUX') assert.equal(modules.has('TelnetServer'), chip.hasTelnet, `${id}: Telnet`);
  }
});

test('members are told apart: statics of the class, methods of its instances', () => {
  const array = symbolsOf('ESP32').classes.get('Array');
  assert.ok(array);
  assert.ok(array.statics.has('isArray') && !array.methods.has('isArray'));
  assert.ok(array.methods.has('map') && !array.statics.has('map'));
  assert.equal(array.methods.has('flat'), false);
});

test('an unknown build is refused with the known ones', () => {
  assert.throws(() => symbolsOf('PICO'), { code: 'SYMBOLS_UNKNOWN', help: /ESP8266_4MB/ });
});
