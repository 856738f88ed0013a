/** A screen on a panel that shows what it is sent, with its turns in the test's hands. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { StorePort } from '../../../firmware/ports.ts';
import { findBoard } from '../../../tools/boards/load.ts';
import { createPanel } from '../../../tools/vboard/parts/create-panel.ts';
import type { Panel } from '../../../tools/vboard/parts/panel.ts';
import { fontStore } from '../../support/fonts.ts';

const glyphs = readFileSync(new URL('../../../firmware/oled/fonts/ascii16.bin', import.meta.url), 'latin1');
/** The glyph files of a board with a display. */
export const font = fontStore('gb2312');

/** What a test sees of it. */
export interface Shown {
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
  /** As the screen has it; the text is its bytes. */
  showText(
    first: number,
    last: number,
    text: string,
    isPage: boolean,
    onRows?: (count: number) => void,
  ): void;
  readonly screen: { readonly rows: number; readonly isOn: boolean };
  /** Lets the next timer come due, whenever that is; false when none waits. */
  next(): boolean;
}

/** The screen keeps its state in its module: each test takes a fresh one. The clock goes on by `stepMs` when it is asked. */
export async function start(boardId: string, store: StorePort, answers = true, stepMs = 0): Promise<Shown> {
  const fresh = `?${boardId}${Math.random()}`;
  const { screen, showText, startScreen } = (await import(
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
      seconds: () => {
        nowMs += stepMs;
        return nowMs / 1000;
      },
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
    showText,
    screen,
    next: () => runNext(Number.POSITIVE_INFINITY),
    nowMs: () => nowMs,
    passTo(atMs, turnMs) {
      while (runNext(atMs)) nowMs += turnMs;
      nowMs = Math.max(nowMs, atMs);
    },
    showTo: (row, line, onTaken) => showText(row, row, line, false, onTaken),
  };
}

/** The rows of an 8x16 cell as the glyph file has it. */
export function column(character: string): string[] {
  const at = (character.charCodeAt(0) - 0x20) * 16;
  return Array.from({ length: 16 }, (_, y) =>
    Array.from({ length: 8 }, (_, x) =>
      (glyphs.charCodeAt(at + (y >> 3) * 8 + x) >> (y & 7)) & 1 ? '#' : '.',
    ).join(''),
  );
}
