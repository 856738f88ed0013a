import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { StorePort } from '../../../firmware/ports.ts';
import { findBoard } from '../../../tools/boards/load.ts';
import { createPanel } from '../../../tools/vboard/parts/create-panel.ts';
import type { Panel } from '../../../tools/vboard/parts/panel.ts';
import { fontStore } from '../../support/fonts.ts';

const glyphs = readFileSync(new URL('../../../firmware/oled/fonts/ascii16.bin', import.meta.url), 'latin1');
const font = fontStore('gb2312');

interface Shown {
  readonly panel: Panel;
  readonly said: string[];
  /** Transactions of each turn since the start. */
  readonly turns: string[][];
  show(row: number, line: string): void;
  /** Resolves to how many rows it took, once all is drawn. */
  rowsOf(first: number, last: number, bytes: string): number;
  /** Lets every timer come due until none waits. */
  settle(): void;
  nowMs(): number;
  /** Lets time pass; a turn takes `turnMs` of it. */
  passTo(atMs: number, turnMs: number): void;
  /** Shows a text and tells when it is taken. */
  showTo(row: number, line: string, onTaken: () => void): void;
}

/** The screen keeps its state in its module: each test takes a fresh one. */
async function start(boardId: string, store: StorePort, answers = true): Promise<Shown> {
  const fresh = `?${boardId}${Math.random()}`;
  const { showText, startScreen } = (await import(
    `../../../firmware/oled/screen.ts${fresh}`
  )) as typeof import('../../../firmware/oled/screen.ts');
  const display = findBoard(boardId).display;
  assert.ok(display);
  const controller =
    display.controller === 'SSD1306'
      ? await import('../../../firmware/oled/ssd1306.ts')
      : await import('../../../firmware/oled/sh1106.ts');
  const panel = createPanel(display);
  const due: { fn: () => void; atMs: number }[] = [];
  let nowMs = 0;
  const said: string[] = [];
  const turns: string[][] = [[]];
  startScreen(
    {
      write(bytes) {
        turns.at(-1)?.push(bytes);
        if (answers) panel.write(Buffer.from(bytes, 'latin1'));
        return answers;
      },
    },
    store,
    {
      after: (fn, delayMs, ...values) => due.push({ fn: () => fn(...values), atMs: nowMs + delayMs }),
      cancel() {},
      seconds: () => nowMs / 1000,
    },
    display,
    {
      columns: display.controller === 'SSD1306' ? 128 : 132,
      initialise: controller.initialise,
      address: controller.address,
      hasWindow: display.controller === 'SSD1306',
      onFail: (reason) => said.push(reason),
    },
  );
  /** Runs the timer that is due first, if it is due by then. */
  const runNext = (untilMs: number): boolean => {
    due.sort((one, other) => one.atMs - other.atMs);
    const next = due[0];
    if (!next || next.atMs > untilMs) return false;
    due.shift();
    nowMs = Math.max(nowMs, next.atMs);
    turns.push([]);
    next.fn();
    return true;
  };
  const settle = (): void => {
    while (runNext(Number.POSITIVE_INFINITY));
  };
  return {
    panel,
    said,
    turns,
    show: (row, line) => showText(row, row, Buffer.from(line).toString('latin1'), false),
    rowsOf(first, last, bytes) {
      let rows = 0;
      showText(first, last, bytes, false, (count) => {
        rows = count;
      });
      settle();
      return rows;
    },
    settle,
    nowMs: () => nowMs,
    passTo(atMs, turnMs) {
      while (runNext(atMs)) nowMs += turnMs;
      nowMs = Math.max(nowMs, atMs);
    },
    showTo: (row, line, onTaken) => showText(row, row, line, false, onTaken),
  };
}

/** The rows of an 8x16 cell as the glyph file has it. */
function column(character: string): string[] {
  const at = (character.charCodeAt(0) - 0x20) * 16;
  return Array.from({ length: 16 }, (_, y) =>
    Array.from({ length: 8 }, (_, x) =>
      (glyphs.charCodeAt(at + (y >> 3) * 8 + x) >> (y & 7)) & 1 ? '#' : '.',
    ).join(''),
  );
}

for (const id of ['esp32', 'mpython']) {
  test(`${id}: text stands in its row and cell, on a screen that was cleared`, async () => {
    const { panel, show, settle } = await start(id, font);
    show(0, 'A');
    show(3, ' g');
    settle();
    const rows = panel.rows();
    assert.deepEqual(
      rows.slice(0, 16).map((row) => row.slice(0, 8)),
      column('A'),
    );
    assert.deepEqual(
      rows.slice(48, 64).map((row) => row.slice(8, 16)),
      column('g'),
    );
    assert.ok(rows.slice(16, 48).every((row) => /^\.+$/.test(row)));
  });

  test(`${id}: one changed character takes at most 40 bytes, one page a turn, and an unchanged row none`, async () => {
    const { turns, show, settle } = await start(id, font);
    show(1, 'count 1');
    settle();
    const before = turns.length;
    show(1, 'count 2');
    settle();
    const sent = turns.slice(before);
    assert.ok(sent.flat().join('').length + sent.flat().length <= 40, `${sent.flat().join('').length}`);
    assert.ok(sent.every((turn) => turn.length <= 2));
    const after = turns.length;
    show(1, 'count 2');
    settle();
    assert.equal(turns.slice(after).flat().length, 0);
  });
}

/** Hanzi of GB2312 level 1, one of 20 of them. */
function someHanzi(): string[] {
  const decoder = new TextDecoder('gb2312');
  return Array.from({ length: 187 }, (_, index) => {
    const place = index * 20;
    return decoder.decode(Uint8Array.of(0xb0 + Math.floor(place / 94), 0xa1 + (place % 94)));
  });
}

/** What each change of one hanzi into the next puts on the bus, with or without the address byte of each transaction. */
async function bytesOfHanziChanges(boardId: string, hasAddresses: boolean): Promise<number[]> {
  const { turns, show, settle } = await start(boardId, font);
  const hanzi = someHanzi();
  show(1, '你');
  settle();
  return hanzi.map((character) => {
    const before = turns.length;
    show(1, character);
    settle();
    const sent = turns.slice(before).flat();
    return sent.join('').length + (hasAddresses ? sent.length : 0);
  });
}

test('one changed Chinese character takes at most 40 bytes on an SSD1306, addresses included', async () => {
  const counts = await bytesOfHanziChanges('esp32', true);
  assert.ok(Math.max(...counts) <= 40, `${Math.max(...counts)}`);
  assert.ok(Math.min(...counts) > 8);
});

test('one changed Chinese character takes at most 40 bytes on an SH1106, and 4 address bytes', async () => {
  const counts = await bytesOfHanziChanges('mpython', false);
  assert.ok(Math.max(...counts) <= 40, `${Math.max(...counts)}`);
  assert.ok(Math.min(...counts) > 8);
});

test('a character that changes in a few columns leaves the same picture as one drawn at once', async () => {
  const step = await start('mpython', font);
  step.show(1, '大i口');
  step.settle();
  step.show(1, '太i口');
  step.settle();
  step.show(1, '太l口');
  step.settle();
  const whole = await start('mpython', font);
  whole.show(1, '太l口');
  whole.settle();
  assert.deepEqual(step.panel.rows(), whole.panel.rows());
});

test('a text of two rows takes the row above, and says so', async () => {
  const { panel, rowsOf } = await start('esp32', font);
  assert.equal(rowsOf(2, 3, 'short'), 1);
  assert.equal(rowsOf(2, 3, 'long enough for two rows'), 2);
  const rows = panel.rows();
  assert.ok(rows.slice(32, 48).some((row) => row.includes('#')));
  assert.ok(rows.slice(48, 64).some((row) => row.includes('#')));
});

test('a text that is too long shows its last row', async () => {
  const { panel, show, settle } = await start('esp32', font);
  show(0, `${'x'.repeat(40)}B`);
  settle();
  assert.deepEqual(
    panel
      .rows()
      .slice(0, 16)
      .map((row) => row.slice(64, 72)),
    column('B'),
  );
});

for (const [what, turnMs] of [
  ['that is drawn at once', 0],
  ['that takes a while to draw', 4],
] as const) {
  test(`of a hundred texts in a second at most ten are drawn, and the last one is, on a display ${what}`, async () => {
    const { panel, settle, passTo, showTo, nowMs } = await start('esp32', font);
    settle();
    const startMs = nowMs();
    const taken: string[] = [];
    for (let index = 0; index < 100; index++) {
      const line = `count ${index}`;
      showTo(1, line, () => taken.push(line));
      passTo(startMs + (index + 1) * 10, turnMs);
    }
    assert.ok(taken.length <= 10 && taken.length >= 5, `${taken.length}`);
    settle();
    assert.equal(taken.at(-1), 'count 99');
    const still = await start('esp32', font);
    still.show(1, 'count 99');
    still.settle();
    assert.deepEqual(panel.rows(), still.panel.rows());
  });
}

test('a text after a pause is drawn within a tenth of a second', async () => {
  const { settle, passTo, showTo, nowMs } = await start('esp32', font);
  settle();
  passTo(5000, 0);
  let isTaken = false;
  showTo(0, 'soon', () => {
    isTaken = true;
  });
  passTo(nowMs() + 100, 0);
  assert.ok(isTaken);
});

test('a display that does not answer is said once, and nothing is sent any more', async () => {
  const { said, turns, show, settle } = await start('esp32', font, false);
  show(0, 'text');
  settle();
  assert.deepEqual(said, ['display: no answer on I2C']);
  assert.equal(turns.flat().length, 1);
});

test('a missing glyph file is said once, and nothing is sent', async () => {
  const { said, turns, show, settle } = await start('esp32', { read: () => undefined });
  show(0, 'text');
  settle();
  assert.deepEqual(said, ['display: Storage file ascii16 is missing']);
  assert.equal(turns.flat().length, 0);
});
