/** SH1106: commands as bytes, sent elsewhere (Sino Wealth SH1106 datasheet, commands table). 132 columns of RAM, page mode only. */

const COMMANDS = '\x00';

/** Brings a panel of 64 rows up, dark; the DC-DC converter instead of the SSD1306's charge pump. */
export function initialise(_rows: number): string {
  return `${COMMANDS}\xAE\xD5\x50\xA8\x3F\xD3\x00\x40\xAD\x8B\xA1\xC8\xDA\x12\x81\x80\xD9\x22\xDB\x35\xA4\xA6`;
}

/** Sets where data go: one page, from a column on; the controller does not know an end. */
export function address(page: number, from: number, _to: number, _lastPage: number): string {
  return COMMANDS + String.fromCharCode(0xb0 + page, from & 15, 0x10 + (from >> 4));
}
