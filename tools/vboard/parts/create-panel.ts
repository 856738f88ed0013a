import type { Display } from '../../boards/board.ts';
import type { Panel } from './panel.ts';
import { sh1106 } from './sh1106.ts';
import { ssd1306 } from './ssd1306.ts';

/** The panel that a board's display record describes, as it is just after power-up. */
export function createPanel(display: Display): Panel {
  return display.controller === 'SSD1306' ? ssd1306(display) : sh1106(display);
}
