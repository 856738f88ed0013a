import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkSettingsSize,
  MAX_SETTINGS_BYTES,
  settingsAmong,
  withSettings,
} from '../../../tools/image/settings-files.ts';
import { decodeStorage, encodeStorage } from '../../../tools/protocol/storage-image.ts';

const AREA = { pageSizeBytes: 256, pages: 4 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const BOOT = { name: '.bootcde', data: bytes('print(1)') };

test('settings are added behind the image, which stays where it is', () => {
  const image = encodeStorage([BOOT], AREA);
  const settings = { name: 'tinwire.json', data: bytes('{"telnet":false}') };
  const area = withSettings(image, AREA, [settings]);
  assert.deepEqual(decodeStorage(area, AREA).files, [BOOT, settings]);
  assert.deepEqual(area.subarray(0, 40), image.subarray(0, 40));
});

test('new settings replace old ones', () => {
  const old = withSettings(encodeStorage([BOOT], AREA), AREA, [
    { name: 'tinwire.json', data: bytes('{"a":1}') },
  ]);
  const renewed = withSettings(old, AREA, [{ name: 'tinwire.json', data: bytes('{"a":2}') }]);
  assert.deepEqual(settingsAmong(decodeStorage(renewed, AREA).files), [
    { name: 'tinwire.json', data: bytes('{"a":2}') },
  ]);
});

test('without settings the image stays byte for byte', () => {
  const image = encodeStorage([BOOT], AREA);
  assert.deepEqual(withSettings(image, AREA, []), image);
});

test('no other file gets in by this door', () => {
  assert.throws(() => withSettings(encodeStorage([], AREA), AREA, [BOOT]), {
    code: 'IMAGE_SETTINGS',
    message: /"\.bootcde": is not a settings file/,
    help: 'Only tinwire.json, .wificfg, at.json can be added to a finished image.',
  });
});

test('settings that do not fit are refused with the room that is left', () => {
  const data = new Uint8Array(1000).fill(0x20);
  assert.throws(() => withSettings(encodeStorage([BOOT], AREA), AREA, [{ name: '.wificfg', data }]), {
    code: 'STORAGE_FULL',
    message: /1000 bytes do not fit, 952 of 1024 are free/,
  });
});

test('of a list of files the settings are taken: visible ones, of each name the first', () => {
  const settings = ['.wificfg', 'tinwire.json', 'at.json'].map((name) => ({ name, data: bytes('{}') }));
  const hidden = { name: 'at.json', data: bytes('hidden'), flags: 0x01 };
  const second = { name: 'tinwire.json', data: bytes('{"a":2}') };
  assert.deepEqual(settingsAmong([BOOT, hidden, ...settings, second]), settings);
});

test('settings that the board would not read are refused with their size', () => {
  const name = 'tinwire.json';
  checkSettingsSize({ name, data: new Uint8Array(MAX_SETTINGS_BYTES) }, 'big.json');
  checkSettingsSize({ name: 'ascii16', data: new Uint8Array(5000) }, 'ascii16');
  assert.throws(() => checkSettingsSize({ name, data: new Uint8Array(3000) }, 'big.json'), {
    code: 'SETTINGS_BAD',
    message: 'big.json: 3000 bytes of settings, but a board reads at most 2048.',
    help: /eight networks fit/,
  });
});
