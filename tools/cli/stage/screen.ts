import { drawBlocks, styleFor } from '../../vboard/panel/blocks.ts';
import type { Output } from '../output.ts';

/** A redraw takes many transfers: on a terminal the glass is drawn this often at most. */
const DRAW_EVERY_MS = 40;
/** A glass that has not changed for so long shows a finished picture. */
const SETTLED_MS = 150;
const PLAIN_COLUMNS = 80;
/** Rows of the glass in one line of the larger style. A drawing higher than the terminal could not be redrawn in place. */
const PRETTY_ROWS = 2;
/** Upper and lower edge, and the line where the cursor is. */
const FRAME_LINES = 3;

/** What is drawn with the glass. */
export interface ScreenText {
  readonly title: string;
  /** Lines below the glass. */
  readonly below: readonly string[];
}

/** Shows a board's glass: in place on a terminal, else each finished picture below the other. */
export interface Screen {
  /** The glass has changed. */
  changed(): void;
  setText(text: ScreenText): void;
  /** Resolves when the picture is finished: nothing changed for a moment. */
  settled(): Promise<void>;
  close(): void;
}

/** Makes a screen; `rows` gives the glass, `null` for a board without one. `onSettled`: a picture is finished. */
export function createScreen(
  output: Output,
  rows: () => string[] | null,
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
    const glass = rows();
    if (glass === null) return [];
    const isTall = glass.length / PRETTY_ROWS + text.below.length + FRAME_LINES > lines;
    const style = isTall ? 'compact' : styleFor(glass[0]?.length ?? 0, columns);
    return drawBlocks(glass, { style, title: text.title });
  }
  function draw(): void {
    drawTimer = undefined;
    output.draw([...picture(output.columns, output.lines), ...text.below].join('\n'));
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
