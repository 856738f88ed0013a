/** What the build puts in place of `virtual:board`: the facts of one board from `boards.json`, as constants. */
declare module 'virtual:board' {
  export const id: string;
  /** Version of the firmware, e.g. `0.1.0`. */
  export const version: string;
  export const family: 'ESP8266' | 'ESP32' | 'LINUX';
  /** Sockets in all, listeners included. */
  export const sockets: number;
  /** Bytes that one idle pass moves from or to a socket. */
  export const chunkBytes: number;
  export const connectBlocks: boolean;
  export const rejoins: boolean;
  export const hasStationAndAp: boolean;
  export const hasRadio: boolean;
  export const hasOtaServer: boolean;
  export const displayController: 'SSD1306' | 'SH1106' | '';
  export const displayWidthPx: number;
  export const displayHeightPx: number;
  export const displayAddress: number;
  export const displayColumnOffset: number;
  export const displayBitrateHz: number;
  export const displaySda: Pin;
  export const displayScl: Pin;
  export const displayReset: Pin | undefined;
  export const ledPin: Pin | undefined;
  export const ledIsActiveLow: boolean;
  export const buttonPin: Pin | undefined;
  export const buttonIsActiveLow: boolean;
}
