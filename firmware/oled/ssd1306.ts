/** SSD1306: commands as bytes, sent elsewhere (Solomon Systech SSD1306 datasheet, section 9). 128 columns of RAM. */

/** First byte of a transaction: the rest are commands, or data for the RAM. */
const COMMANDS = '\x00';

/** Brings a panel of 64 or 32 rows up, dark: display off, clock, multiplex, charge pump, horizontal addressing. */
export function initialise(rows: number): string {
  const isTall = rows > 32;
  return `${COMMANDS}\xAE\xD5\x80\xA8${isTall ? '\x3F' : '\x1F'}\xD3\x00\x40\x8D\x14\x20\x00\xA1\xC8\xDA${isTall ? '\x12' : '\x02'}\x81\xCF\xD9\xF1\xDB\x40\xA4\xA6`;
}

/** Sets where data go: a window of columns and pages, filled page by page. */
export function address(page: number, from: number, to: number, lastPage: number): string {
  return `${COMMANDS}\x21${String.fromCharCode(from, to)}\x22${String.fromCharCode(page, lastPage)}`;
}
