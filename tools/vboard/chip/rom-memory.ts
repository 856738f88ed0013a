/** MEM_BEGIN and MEM_DATA: where code was put in RAM. The code itself is not run, so its bytes are not kept. */

const MAX_SEGMENTS = 16;

export interface RomMemory {
  begin(address: number, sizeBytes: number): boolean;
  /** False without a MEM_BEGIN, or with more bytes than it announced. */
  data(sizeBytes: number): boolean;
  /** Whether a complete segment holds the address; answers with where that segment begins. */
  segmentOf(address: number): number | null;
  reset(): void;
}

/** RAM that knows its segments only. */
export function createRomMemory(): RomMemory {
  let segments: { address: number; sizeBytes: number; received: number }[] = [];
  return {
    begin(address, sizeBytes) {
      if (segments.length === MAX_SEGMENTS) return false;
      segments.push({ address, sizeBytes, received: 0 });
      return true;
    },
    data(sizeBytes) {
      const segment = segments.at(-1);
      if (segment === undefined || segment.received + sizeBytes > segment.sizeBytes) return false;
      segment.received += sizeBytes;
      return true;
    },
    segmentOf: (address) =>
      segments.find(
        (segment) =>
          segment.received === segment.sizeBytes &&
          address >= segment.address &&
          address < segment.address + segment.sizeBytes,
      )?.address ?? null,
    reset() {
      segments = [];
    },
  };
}
