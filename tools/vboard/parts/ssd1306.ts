/** SSD1306: 128 columns, three addressing modes, charge pump off at power-up (datasheet rev 1.1, §9 and §10.1). */
import type { Display } from '../../boards/board.ts';
import { type Controller, commonArgumentCount, PAGES, panelOf } from './controller.ts';
import type { Panel } from './panel.ts';

const COLUMNS = 128;
const MODE_HORIZONTAL = 0;
const MODE_VERTICAL = 1;
const MODE_PAGE = 2;

const ARGUMENTS: ReadonlyMap<number, number> = new Map([
  [0x20, 1], // SET_MEMORY_MODE
  [0x21, 2], // SET_COLUMN_ADDRESS
  [0x22, 2], // SET_PAGE_ADDRESS
  [0x23, 1], // SET_FADE
  [0x26, 6], // HORIZONTAL_SCROLL_RIGHT
  [0x27, 6], // HORIZONTAL_SCROLL_LEFT
  [0x29, 5], // VERTICAL_RIGHT_SCROLL
  [0x2a, 5], // VERTICAL_LEFT_SCROLL
  [0x8d, 1], // CHARGE_PUMP
  [0xa3, 2], // SET_VERTICAL_SCROLL_AREA
  [0xd6, 1], // SET_ZOOM
]);

function controller(): Controller {
  let mode = MODE_PAGE;
  let column = 0;
  let page = 0;
  let columnStart = 0;
  let columnEnd = COLUMNS - 1;
  let pageStart = 0;
  let pageEnd = PAGES - 1;
  // In page mode the pointer returns to the column that the nibble commands set.
  let pageModeColumn = 0;

  const advance = (): void => {
    if (mode === MODE_PAGE) {
      column = column === COLUMNS - 1 ? pageModeColumn : column + 1;
      return;
    }
    if (mode === MODE_HORIZONTAL) {
      if (column !== columnEnd) {
        column = (column + 1) % COLUMNS;
        return;
      }
      column = columnStart;
      page = page === pageEnd ? pageStart : (page + 1) % PAGES;
      return;
    }
    if (page !== pageEnd) {
      page = (page + 1) % PAGES;
      return;
    }
    page = pageStart;
    column = column === columnEnd ? columnStart : (column + 1) % COLUMNS;
  };

  return {
    ramColumns: COLUMNS,
    pumpsAtPowerUp: false,
    argumentCount: (command) => ARGUMENTS.get(command) ?? commonArgumentCount(command),
    execute(command, args, registers) {
      const first = args[0] ?? 0;
      const second = args[1] ?? 0;
      if (command <= 0x0f) {
        if (mode === MODE_PAGE) column = pageModeColumn = (pageModeColumn & 0x70) | command;
      } else if (command <= 0x1f) {
        if (mode === MODE_PAGE) column = pageModeColumn = ((command & 0x07) << 4) | (pageModeColumn & 0x0f);
      } else if (command === 0x20) {
        const wanted = first & 0x03;
        mode = wanted === MODE_HORIZONTAL || wanted === MODE_VERTICAL ? wanted : MODE_PAGE;
      } else if (command === 0x21) {
        columnStart = column = first & 0x7f;
        columnEnd = second & 0x7f;
      } else if (command === 0x22) {
        pageStart = page = first & 0x07;
        pageEnd = second & 0x07;
      } else if (command === 0x8d) registers.isPumping = (first & 0x04) !== 0;
      else if (command >= 0xb0 && command <= 0xb7) {
        if (mode === MODE_PAGE) page = command & 0x07;
      } else return ARGUMENTS.has(command);
      return true;
    },
    nextCell() {
      const cell = { page, column };
      advance();
      return cell;
    },
  };
}

/** An SSD1306 panel just after power-up; hardware scrolling is accepted and not shown. */
export function ssd1306(display: Display): Panel {
  return panelOf(display, controller());
}
