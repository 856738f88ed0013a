import type { Output } from '../cli/output.ts';
import { drawBlocks, styleFor } from '../vboard/parts/blocks.ts';

/** A redraw takes many transfers: on a terminal the screen is drawn this often at most. */
const DRAW_EVERY_MS = 40;
/** A screen that has not changed for so long shows a finished picture. */
const SETTLED_MS = 150;
const PLAIN_COLUMNS = 80;
/** A drawing higher than the terminal could not be redrawn in place, and the cursor stands below it. */
const CURSOR_LINES = 1;

/** What is drawn with the screen. */
export interface ScreenText {
  readonly title: string;
  /** Lines below the screen. */
  readonly below: readonly string[];
}

/** Shows a board's screen: in place on a terminal, else each finished picture below the other. */
export interface Screen {
  /** The screen has changed. */
  changed(): void;
  setText(text: ScreenText): void;
  /** Nothing is shown until the screen changes again: another board comes. */
  clear(): void;
  /** Resolves when the picture is finished: nothing changed for a moment. */
  settled(): Promise<void>;
  close(): void;
}

/** A line that is too long, at its wide gaps in several. */
function fitted(line: string, columns: number): string[] {
  return line.length < columns ? [line] : line.split(/ {2,}/);
}

/** Makes a screen; `rows` gives the screen, `null` for a board without one. `onSettled`: a picture is finished. */
export function createScreen(
  output: Output,
  rows: () => readonly string[] | null,
  onSettled: () => void = () => {},
): Screen {
  let text: ScreenText = { title: '', below: [] };
  let drawTimer: NodeJS.Timeout | undefined;
  let settleTimer: NodeJS.Timeout | undefined;
  let waiting: (() => void)[] = [];
  let hasChanged = false;
  let lastPlain = '';
  let isClosed = false;

  function picture(columns: number, lines: number): string[] {
    const panel = rows();
    if (panel === null) return [];
    // A dark screen shows nothing, and takes no room.
    if (!panel.some((row) => row.includes('#'))) return [];
    const style = styleFor(panel, columns, lines);
    return style === null ? [] : drawBlocks(panel, { style, title: text.title });
  }
  function draw(): void {
    drawTimer = undefined;
    const below = text.below.flatMap((line) => fitted(line, output.columns));
    output.draw(
      [...picture(output.columns, output.lines - below.length - CURSOR_LINES), ...below].join('\n'),
    );
  }
  function settle(): void {
    settleTimer = undefined;
    const plain =
      output.isLive || !hasChanged ? '' : picture(PLAIN_COLUMNS, Number.POSITIVE_INFINITY).join('\n');
    if (plain !== '' && plain !== lastPlain) output.result(plain);
    lastPlain = plain;
    if (hasChanged) onSettled();
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  }
  function restartSettling(): void {
    clearTimeout(settleTimer);
    settleTimer = setTimeout(settle, SETTLED_MS);
  }

  return {
    changed() {
      if (isClosed) return;
      hasChanged = true;
      if (output.isLive) drawTimer ??= setTimeout(draw, DRAW_EVERY_MS);
      restartSettling();
    },
    setText(next) {
      text = next;
      if (output.isLive) draw();
    },
    clear() {
      clearTimeout(drawTimer);
      clearTimeout(settleTimer);
      drawTimer = undefined;
      hasChanged = false;
      text = { title: '', below: [] };
      output.draw('');
    },
    settled() {
      restartSettling();
      return new Promise((resolve) => waiting.push(resolve));
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(drawTimer);
      clearTimeout(settleTimer);
      if (drawTimer !== undefined) draw();
      settle();
      output.endDrawing();
    },
  };
}
