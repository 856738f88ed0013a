/** The partition table of the ESP32 family (ESP-IDF "Partition Tables"): 32-byte entries from 0x8000. */

/** Where every ESP32 has its table. */
export const TABLE_ADDRESS = 0x8000;
export const TABLE_BYTES = 0xc00;
const ENTRY_BYTES = 32;
const MAGIC = 0x50aa;

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
    const label = table.subarray(at + 12, at + 28);
    const end = label.indexOf(0);
    partitions.push({
      label: new TextDecoder().decode(end < 0 ? label : label.subarray(0, end)),
      addressBytes: view.getUint32(at + 4, true),
      sizeBytes: view.getUint32(at + 8, true),
    });
  }
  return partitions;
}

/** Where the firmware will look for Storage: by the label (Espruino `targets/esp32/main.c`); `null` without one. */
export function storagePartition(table: Uint8Array): Partition | null {
  return readPartitions(table).find(({ label }) => label === 'storage') ?? null;
}
