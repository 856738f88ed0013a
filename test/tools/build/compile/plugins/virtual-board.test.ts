import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findBoard, loadBoards } from '../../../../../tools/boards/load.ts';
import { boardModule } from '../../../../../tools/build/compile/plugins/virtual-board.ts';

const declared = readFileSync(new URL('../../../../../firmware/types/virtual.d.ts', import.meta.url), 'utf8');
const boardTypes = /declare module 'virtual:board' \{([\s\S]*?)\n\}/.exec(declared)?.[1] ?? '';
const namesIn = (text: string): string[] =>
  [...text.matchAll(/export const (\w+)/g)].map(([, name]) => name ?? '').sort();

describe('virtual:board', () => {
  it('has what the firmware is told that it has', () => {
    const served = new Set(namesIn(boardModule(findBoard('esp32'))));
    assert.notDeepEqual(namesIn(boardTypes), []);
    assert.deepEqual(
      namesIn(boardTypes).filter((name) => !served.has(name)),
      [],
    );
  });

  it('has the same names for every board', () => {
    const names = loadBoards().map((board) => namesIn(boardModule(board)));
    for (const each of names) assert.deepEqual(each, names[0]);
  });

  it('gives texts as texts, pins as globals, and undefined for a pin that is not there', () => {
    const board = { ...findBoard('esp32'), led: { pin: 'D2', isActiveLow: true }, button: null };
    const text = boardModule(board);
    assert.match(text, /^export const id = "esp32";$/m);
    assert.match(text, /^export const ledPin = D2;$/m);
    assert.match(text, /^export const ledIsActiveLow = true;$/m);
    assert.match(text, /^export const buttonPin = undefined;$/m);
  });
});
