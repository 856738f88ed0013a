/** SH1106: 132 columns, page addressing only, DC-DC converter on at power-up (datasheet V2.3, "Commands"). */
import type { Display } from '../../boards/board.ts';
import { type Controller, commonArgumentCount, panelOf } from './controller.ts';
import type { Panel } from './panel.ts';

const COLUMNS = 132;
const DC_DC_CONTROL = 0xad;
const READ_MODIFY_WRITE = 0xe0;
const END = 0xee;

function controller(): Controller {
  let column = 0;
  let page = 0;
  let columnBeforeModify = 0;
  return {
    ramColumns: COLUMNS,
    pumpsAtPowerUp: true,
    argumentCount: (command) => (command === DC_DC_CONTROL ? 1 : commonArgumentCount(command)),
    execute(command, args, registers) {
      if (command <= 0x0f) column = (column & 0xf0) | command;
      else if (command <= 0x1f) column = ((command & 0x0f) << 4) | (column & 0x0f);
      else if (command >= 0xb0 && command <= 0xb7) page = command & 0x07;
      else if (command === DC_DC_CONTROL) registers.isPumping = ((args[0] ?? 0) & 0x01) !== 0;
      else if (command === READ_MODIFY_WRITE) columnBeforeModify = column;
      else if (command === END) column = columnBeforeModify;
      // 20 to 3F are the SSD1306's modes and windows, or the pump's voltage: nothing that this panel shows.
      else return command >= 0x20 && command <= 0x3f;
      return true;
    },
    nextCell() {
      const cell = { page, column };
      // The pointer stays behind the last column: it does not go on to the next page.
      if (column < COLUMNS) column++;
      return cell;
    },
  };
}

/** An SH1106 panel just after power-up. */
export function sh1106(display: Display): Panel {
  return panelOf(display, controller());
}
