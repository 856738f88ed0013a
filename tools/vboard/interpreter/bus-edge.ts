/** The I2C bus behind the stand-in: the board knows the addresses in advance, since it cannot wait for an answer. */
import type { I2cBus } from '../chip/i2c-bus.ts';

/** Addresses that the I2C specification leaves to devices. */
const FIRST = 0x08;
const LAST = 0x77;

export interface BusEdge {
  /** Who is on the bus now. */
  addresses(): number[];
  /** A transfer: address, comma, base64. */
  write(transfer: string): void;
  /** The board found no device at this address. */
  missed(address: number): void;
}

/** `tell` runs a line on the board. */
export function busEdge(bus: I2cBus, notify: (code: string) => void): BusEdge {
  let known = '';
  const addresses = (): number[] => {
    const found: number[] = [];
    for (let address = FIRST; address <= LAST; address++) if (bus.read(address, 0)) found.push(address);
    known = JSON.stringify(found);
    return found;
  };
  const refresh = (): void => {
    const before = known;
    addresses();
    if (known !== before) notify(`I2C1._=${known}`);
  };
  return {
    addresses,
    write(transfer) {
      const [address, data = ''] = transfer.split(',');
      if (!bus.write(Number(address), Buffer.from(data, 'base64'))) refresh();
    },
    missed: refresh,
  };
}
