/** NOR flash: reading is free, programming only clears bits, erasing sets a whole page to 0xFF. */
export interface Flash {
  readonly sizeBytes: number;
  readonly pageSizeBytes: number;
  read(address: number, length: number): Uint8Array;
  /** Clears bits: the byte becomes `old & new`. */
  program(address: number, bytes: Uint8Array): void;
  erasePage(address: number): void;
}
