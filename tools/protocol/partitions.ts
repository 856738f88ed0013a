/** The partition table of the ESP32 family (ESP-IDF "Partition Tables"): 32-byte entries from 0x8000. */

/** Where every ESP32 has its table. */
export const TABLE_ADDRESS = 0x8000;
export const TABLE_BYTES = 0xc00;
const ENTRY_BYTES = 32;
const MAGIC = 0x50aa;
const LABEL_AT = 12;
const LABEL_BYTES = 16;
const DATA_TYPE = 1;
const SPIFFS_TYPE = 0x82;

/** One partition. */
export interface Partition {
  readonly label: string;
  readonly addressBytes: number;
  readonly sizeBytes: number;
}

/** The partitions of a table; none when it is erased or something else. */
export function readPartitions(table: Uint8Array): Partition[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const partitions: Partition[] = [];
  for (
    let at = 0;
    at + ENTRY_BYTES <= table.length && view.getUint16(at, true) === MAGIC;
    at += ENTRY_BYTES
  ) {
    const label = table.subarray(at + LABEL_AT, at + LABEL_AT + LABEL_BYTES);
    const end = label.indexOf(0);
    partitions.push({
      label: new TextDecoder().decode(end < 0 ? label : label.subarray(0, end)),
      addressBytes: view.getUint32(at + 4, true),
      sizeBytes: view.getUint32(at + 8, true),
    });
  }
  return partitions;
}

/** A table of data partitions, filled up to its size. */
export function encodePartitions(partitions: readonly Partition[]): Uint8Array {
  const table = new Uint8Array(TABLE_BYTES).fill(0xff);
  const view = new DataView(table.buffer);
  for (const [index, { label, addressBytes, sizeBytes }] of partitions.entries()) {
    const at = index * ENTRY_BYTES;
    table.fill(0, at, at + ENTRY_BYTES);
    view.setUint16(at, MAGIC, true);
    table.set([DATA_TYPE, SPIFFS_TYPE], at + 2);
    view.setUint32(at + 4, addressBytes, true);
    view.setUint32(at + 8, sizeBytes, true);
    table.set(new TextEncoder().encode(label.slice(0, LABEL_BYTES)), at + LABEL_AT);
  }
  return table;
}

/** Where the firmware will look for Storage: by the label (Espruino `targets/esp32/main.c`); `null` without one. */
export function storagePartition(table: Uint8Array): Partition | null {
  return readPartitions(table).find(({ label }) => label === 'storage') ?? null;
}
