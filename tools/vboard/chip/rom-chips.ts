/** What the serial loaders of the chips differ in; figures from the loaders' registers as host tools read them. */
import type { Board } from '../../boards/board.ts';
import type { StatusBytes } from '../../protocol/rom-command.ts';

export interface RomChip {
  readonly id: 'esp8266' | 'esp32' | 'esp32c3' | 'esp32s3';
  /** Word at 0x40001000, by which hosts identify chips without GET_SECURITY_INFO. */
  readonly magic: number;
  /** In GET_SECURITY_INFO; `null` where the ROM does not know that command. */
  readonly chipId: number | null;
  /** Of the ROM's answers; a stub's have 2. */
  readonly statusBytes: StatusBytes;
  /** Whether the ROM has compressed writes, MD5, baud change, SPI_ATTACH and SPI_SET_PARAMS. */
  readonly hasFullRom: boolean;
  /** Addresses of the SPI controller that drives the flash. */
  readonly spi: { readonly cmd: number; readonly usr2: number; readonly w0: number; readonly endsAt: number };
  /** Words of the fuses that never change: revision and package. */
  readonly fuses: Readonly<Record<number, number>>;
  readonly macAddresses: readonly [number, number] | readonly [number, number, number];
  /** Register with crystal frequency x `factor` / baud; `null` where the crystal is fixed. */
  readonly clockDivider: {
    readonly address: number;
    readonly crystalHz: number;
    readonly factor: number;
  } | null;
  /** Where the stubs of the host tools begin in RAM: code started there speaks the loader's protocol. */
  readonly stubStarts: readonly number[];
  readonly bootBaud: number;
}

const SPI_ESP32C3 = { cmd: 0x60002000, usr2: 0x60002020, w0: 0x60002058, endsAt: 0x60002100 };

const ESP8266: RomChip = {
  id: 'esp8266',
  magic: 0xfff0c101,
  chipId: null,
  statusBytes: 2,
  hasFullRom: false,
  spi: { cmd: 0x60000200, usr2: 0x60000224, w0: 0x60000240, endsAt: 0x60000300 },
  fuses: {},
  macAddresses: [0x3ff00050, 0x3ff00054, 0x3ff0005c],
  clockDivider: { address: 0x60000014, crystalHz: 26_000_000, factor: 2 },
  stubStarts: [0x4010d000, 0x4010c500],
  bootBaud: 74_880,
};

const ESP32: RomChip = {
  id: 'esp32',
  magic: 0x00f01d83,
  chipId: null,
  statusBytes: 4,
  hasFullRom: true,
  spi: { cmd: 0x3ff42000, usr2: 0x3ff42024, w0: 0x3ff42080, endsAt: 0x3ff42100 },
  fuses: { 1073061900: 0x00008200 },
  macAddresses: [0x3ff5a004, 0x3ff5a008],
  clockDivider: { address: 0x3ff40014, crystalHz: 40_000_000, factor: 1 },
  stubStarts: [0x400be000, 0x400a8000, 0x40080000],
  bootBaud: 115_200,
};

const ESP32C3: RomChip = {
  id: 'esp32c3',
  magic: 0x1b31506f,
  chipId: 5,
  statusBytes: 4,
  hasFullRom: true,
  spi: SPI_ESP32C3,
  fuses: { 1610647632: 3 << 18 },
  macAddresses: [0x60008844, 0x60008848],
  clockDivider: null,
  stubStarts: [0x40380000],
  bootBaud: 115_200,
};

const ESP32S3: RomChip = {
  ...ESP32C3,
  id: 'esp32s3',
  magic: 0x00000009,
  chipId: 9,
  fuses: { 1610641488: 1 << 18 },
  macAddresses: [0x60007044, 0x60007048],
  stubStarts: [0x40378000],
};

/** The loader's chip in a board of `boards.json`; `null` for a board without one. */
export function romChipOf(board: { readonly chip: Pick<Board['chip'], 'id'> }): RomChip | null {
  switch (board.chip.id) {
    case 'esp8266':
    case 'esp8266-small':
      return ESP8266;
    case 'esp32':
      return ESP32;
    case 'esp32c3':
      return ESP32C3;
    case 'esp32s3':
      return ESP32S3;
    case 'linux':
      return null;
  }
}
