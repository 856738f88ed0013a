/** How text and bytes fill the interpreter's variables: the first one holds a few bytes, each further one some more. */

/** Bytes that fit where, for one size of variable (`src/jsvar.h`; measured with strings of 100 and 1,000 bytes). */
export interface CellSizes {
  readonly cellBytes: number;
  /** Characters of a name in its own variable. */
  readonly nameBytes: number;
  /** Characters of a string in its first variable. */
  readonly firstBytes: number;
  readonly furtherBytes: number;
}

/** The sizes for variables of 12 (ESP8266), 13 (ESP32-C3), 14 (ESP32) and more bytes (Linux). */
export function cellSizes(cellBytes: number): CellSizes {
  return {
    cellBytes,
    nameBytes: 4,
    firstBytes: cellBytes >= 14 ? 9 : 8,
    furtherBytes: Math.max(8, cellBytes - 4),
  };
}

/** A name: of a variable, a property or a parameter. */
export function nameCells(length: number, { nameBytes, furtherBytes }: CellSizes): number {
  return 1 + Math.max(0, Math.ceil((length - nameBytes) / furtherBytes));
}

/** A string in RAM. */
export function stringCells(length: number, { firstBytes, furtherBytes }: CellSizes): number {
  return 1 + Math.max(0, Math.ceil((length - firstBytes) / furtherBytes));
}

/** A function's text in RAM: one flat run where that is shorter than a chain. */
export function textCells(length: number, sizes: CellSizes): number {
  return Math.min(stringCells(length, sizes), 1 + Math.ceil(length / sizes.cellBytes));
}

/** A typed array: view, buffer, head of the flat run, and the run itself. */
export function typedArrayCells(bytes: number, { cellBytes }: CellSizes): number {
  return 3 + Math.ceil(bytes / cellBytes);
}
