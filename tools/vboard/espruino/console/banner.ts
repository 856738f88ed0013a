/** What the console says at power-on when no code is in flash. */
import type { Board } from '../../../boards/board.ts';

/** Keeps a terminal from wrapping long lines; Linux builds leave it out. */
const NO_WRAP = '\x1b[?7l';

const LETTERS = [
  ' ____                 _ ',
  '|  __|___ ___ ___ _ _|_|___ ___ ',
  '|  __|_ -| . |  _| | | |   | . |',
  '|____|___|  _|_| |___|_|_|_|___|',
  '         |_| espruino.com',
];
const DONATIONS = [
  '',
  'Espruino is Open Source. Our work is supported',
  'only by sales of official boards and donations:',
  'http://espruino.com/Donate',
];
const SAVED_ERROR = [
  '',
  'An Uncaught Error has been saved to Storage. Please type:',
  "  require('Storage').read('ERROR') to view it",
  "  require('Storage').erase('ERROR') to clear it",
];
/** The SDK's words for a flash size in kB, and the chip id that fits. */
const FLASH_MAPS: Readonly<Record<number, string>> = {
  512: 'Flash map 512KB:256/256, manuf 0xef chip 0x4013',
  1024: 'Flash map 1MB:512/512, manuf 0xef chip 0x4014',
  4096: 'Flash map 4MB:1024/1024, manuf 0xef chip 0x4016',
};

/** The banner with `\n` line ends; `hasSavedError`: a file `ERROR` is in Storage. */
export function banner(board: Board, version: string, hasSavedError: boolean): string {
  const { family } = board.chip;
  const lines = ['', ...LETTERS, ` ${version} (c) 2026 G.Williams`, ...DONATIONS];
  const flashMap = family === 'ESP8266' ? FLASH_MAPS[board.flashBytes / 1024] : undefined;
  if (flashMap) lines.push(flashMap);
  if (hasSavedError) lines.push(...SAVED_ERROR);
  return `${family === 'LINUX' ? '' : NO_WRAP}${lines.join('\n')}\n`;
}
