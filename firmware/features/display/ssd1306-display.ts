/** The display of boards with an SSD1306. */
import { type Panel, startScreen } from '../../oled/screen.ts';
import { address, initialise } from '../../oled/ssd1306.ts';
import type { ClockPort, DisplayPort, StorePort } from '../../ports.ts';
import { showAnswers } from '../answer/answer.ts';

export { showText } from '../../oled/screen.ts';

/** Starts the display; a fault is said once, and nothing waits for it. */
export function startDisplay(
  display: DisplayPort,
  store: StorePort,
  timers: ClockPort,
  panel: Panel,
  log: (line: string) => void,
): void {
  showAnswers(timers);
  startScreen(display, store, timers, panel, {
    columns: 128,
    initialise,
    address,
    hasWindow: true,
    onFail: log,
  });
}
