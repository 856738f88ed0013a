/** An I2C bus seen from the wires: bytes to an address, acknowledged by a device or not. */
export interface I2cDevice {
  /** One write transaction's bytes after the address. */
  write(bytes: Uint8Array): void;
  read(length: number): Uint8Array;
}

export interface I2cBus {
  attach(address: number, device: I2cDevice): void;
  detach(address: number): void;
  /** @returns false when nobody acknowledged. */
  write(address: number, bytes: Uint8Array): boolean;
  /** @returns null when nobody acknowledged. */
  read(address: number, length: number): Uint8Array | null;
  /** Bytes put on the bus so far, address bytes included. */
  readonly bytesSent: number;
}
