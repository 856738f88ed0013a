/** An I2C bus seen from the wires: bytes to an address, acknowledged by a device or not. */
export interface I2cDevice {
  /** One write transaction's bytes after the address. */
  write(bytes: Uint8Array): void;
  read(length: number): Uint8Array;
}

export interface I2cBus {
  attach(address: number, device: I2cDevice): void;
  detach(address: number): void;
  /** @returns false without an acknowledgement. */
  write(address: number, bytes: Uint8Array): boolean;
  /** @returns null without an acknowledgement. */
  read(address: number, length: number): Uint8Array | null;
  /** Bytes put on the bus so far, address bytes included. */
  readonly bytesSent: number;
}

/** A bus without devices; addresses are 7 bits wide. */
export function i2cBus(): I2cBus {
  const devices = new Map<number, I2cDevice>();
  let bytesSent = 0;
  return {
    attach(address, device) {
      devices.set(address & 0x7f, device);
    },
    detach(address) {
      devices.delete(address & 0x7f);
    },
    write(address, bytes) {
      bytesSent += 1;
      const device = devices.get(address & 0x7f);
      if (!device) return false;
      bytesSent += bytes.length;
      device.write(bytes);
      return true;
    },
    read(address, length) {
      bytesSent += 1;
      const device = devices.get(address & 0x7f);
      return device ? device.read(length) : null;
    },
    get bytesSent() {
      return bytesSent;
    },
  };
}
