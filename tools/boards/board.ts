/** What the tools know of a chip and of a board; read from `boards.json` by `load.ts`, never typed in twice. */

/** Facts that every board with this chip and firmware shares. */
export interface Chip {
  readonly id: 'esp8266' | 'esp8266-small' | 'esp32' | 'esp32c3' | 'esp32s3' | 'linux';
  readonly name: string;
  /** Which SDK the Wi-Fi and socket code stands on: payload names, blocking connect and re-join depend on it. */
  readonly family: 'ESP8266' | 'ESP32' | 'LINUX';
  /** The interpreter's board name: `process.env.BOARD`, and the key in `interpreter-symbols.json`. */
  readonly firmware: FirmwareFacts;
  readonly variables: VariableFacts;
  readonly storage: StorageGeometry;
  /** Files in Storage are read in place: the text of functions costs no variables. */
  readonly hasMappedStorage: boolean;
  readonly sockets: SocketFacts;
  /** `null`: no radio (Linux). */
  readonly wifi: WifiFacts | null;
  readonly hasUnicode: boolean;
  readonly hasGraphics: boolean;
  /** A Telnet console without password listens on port 23 unless switched off. */
  readonly hasTelnet: boolean;
  /** An unauthenticated update server listens on port 88. */
  readonly hasOtaServer: boolean;
}

/** On chips that take their variables from the heap at boot the counts depend on what the radio has taken before. */
export interface VariableFacts {
  /** As the firmware comes: with Bluetooth on, where the chip has it. An image may count on no more. */
  readonly count: number;
  /** After `ESP32.enableBLE(false)`; missing: the same, or not known. */
  readonly withoutBluetooth?: number;
  readonly sizeBytes: number;
  /** false: estimated, not yet measured on the chip. Default: true. */
  readonly isMeasured?: boolean;
  /** Where a count comes from that the firmware's build does not fix. */
  readonly source?: string;
}

export interface FirmwareFacts {
  readonly board: string;
  /** Oldest release the image runs on, e.g. `2v26`. */
  readonly minimumVersion: string;
  /** Folder or archive name of a release, `<version>` standing for e.g. `2v29`; `null`: built from source. */
  readonly archive: string | null;
  /** Where a release with that archive in it is published, `<version>` standing in its address; missing: nowhere. */
  readonly download?: { readonly version: string; readonly address: string };
  /** Arguments for the flash tool, in its own words; `null`: nothing to flash. */
  readonly flash: {
    readonly mode: string;
    readonly frequency: string;
    readonly size: string;
    readonly baud: number;
  } | null;
  readonly files: readonly { readonly name: string; readonly offsetBytes: number }[];
}

/** Where Storage lies in flash: `pages` erase units of `pageSizeBytes` from `addressBytes`. */
export interface StorageGeometry {
  readonly addressBytes: number;
  readonly pageSizeBytes: number;
  readonly pages: number;
}

export interface SocketFacts {
  /** Sockets in all, listeners and UDP included. */
  readonly count: number;
  /** Bytes that one idle pass reads from or writes to one TCP socket. */
  readonly chunkBytes: number;
  /** Largest datagram that arrives whole. */
  readonly datagramBytes: number;
  /** `net.connect` blocks the interpreter and throws when refused (BSD sockets), instead of `error` and `close`. */
  readonly connectBlocks: boolean;
  /** An accepted connection is closed by the SDK after this silence; 0: never. */
  readonly acceptedIdleMs: number;
}

export interface WifiFacts {
  readonly hasStationAndAp: boolean;
  /** The SDK joins again by itself after a loss. */
  readonly rejoins: boolean;
  readonly apStations: number;
}

export interface Display {
  readonly controller: 'SSD1306' | 'SH1106';
  readonly widthPx: number;
  readonly heightPx: number;
  /** 7-bit I2C address. */
  readonly address: number;
  /** Pin names as the interpreter has them, e.g. `D21`. */
  readonly sda: string;
  readonly scl: string;
  readonly reset: string | null;
  /** RAM column of the leftmost pixel: 2 on most SH1106 panels. */
  readonly columnOffset: number;
  readonly bitrateHz: number;
  /** What the image brings glyphs for, as far as Storage has room: 1.5 kB, 130 kB, 244 kB, 720 kB (`npm run fonts` makes it). */
  readonly glyphs: 'ascii' | 'gb2312-level-1' | 'gb2312' | 'gbk';
}

/** A board that one can buy: a chip, its pins, and the features that its entry point loads. */
export interface Board {
  readonly id: string;
  readonly name: string;
  readonly chip: Chip;
  /** Path from the project's root, e.g. `firmware/boards/esp32.ts`. */
  readonly entry: string;
  /** Flash size of the module. */
  readonly flashBytes: number;
  readonly display: Display | null;
  readonly led: { readonly pin: string; readonly isActiveLow: boolean } | null;
  readonly button: { readonly pin: string; readonly isActiveLow: boolean } | null;
  /** What this board cannot have, each with its reason: shown by `tinwire build` and in the docs. */
  readonly cannot: readonly string[];
}
