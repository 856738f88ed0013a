/** The registers a host reads and writes through the loader: identity, fuses, and the SPI controller of the flash. */
import type { RomChip } from './rom-chips.ts';

const MAGIC_ADDRESS = 0x40001000;
const SPI_EXECUTE = 1 << 18;
const READ_ID = 0x9f;
/** Manufacturer and type of a common flash (Winbond); the size code comes on top. */
const FLASH_TYPE = 0x40ef;
const CLOCK_BAUD = 115_200;

export interface RomRegisters {
  read(address: number): number;
  /** Only the SPI controller keeps what is written; other addresses forget it. */
  write(address: number, value: number, mask: number): void;
}

function macWords(chip: RomChip, mac: Uint8Array): Map<number, number> {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac;
  const values =
    chip.macAddresses.length === 3
      ? [f * 2 ** 24, (d << 8) | e, (a << 16) | (b << 8) | c]
      : [((c << 24) | (d << 16) | (e << 8) | f) >>> 0, (a << 8) | b];
  return new Map(chip.macAddresses.map((address, index) => [address, values[index] ?? 0]));
}

/** Registers of a chip with a flash of `flashBytes` (a power of two) and a six-byte MAC address. */
export function createRomRegisters(chip: RomChip, flashBytes: number, mac: Uint8Array): RomRegisters {
  const { spi } = chip;
  const fixed = macWords(chip, mac);
  fixed.set(MAGIC_ADDRESS, chip.magic);
  for (const [address, value] of Object.entries(chip.fuses)) fixed.set(Number(address), value);
  if (chip.clockDivider !== null) {
    const { address, crystalHz, factor } = chip.clockDivider;
    fixed.set(address, Math.round((crystalHz * factor) / CLOCK_BAUD));
  }
  const controller = new Map<number, number>();
  const execute = (): void => {
    const command = (controller.get(spi.usr2) ?? 0) & 0xff;
    if (command === READ_ID) controller.set(spi.w0, FLASH_TYPE | (Math.log2(flashBytes) << 16));
  };
  return {
    read: (address) => fixed.get(address) ?? controller.get(address) ?? 0,
    write(address, value, mask) {
      if (address < spi.cmd || address >= spi.endsAt || address % 4 !== 0) return;
      const merged = ((controller.get(address) ?? 0) & ~mask) | (value & mask);
      if (address !== spi.cmd) controller.set(address, merged >>> 0);
      else if ((merged & SPI_EXECUTE) !== 0) execute();
    },
  };
}
