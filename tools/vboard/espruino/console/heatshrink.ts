/** Unpacks heatshrink data with a window of 8 bits and look-ahead of 6, as packets with `c:1` carry it. */

const WINDOW_BITS = 8;
const LOOK_AHEAD_BITS = 6;
const LITERAL_BITS = 8;

/** The bytes that `packed` stands for; each packet is packed on its own. */
export function unpackHeatshrink(packed: Uint8Array): Uint8Array {
  const out: number[] = [];
  let bit = 0;
  const end = packed.length * 8;
  /** `undefined`: what is left is padding. */
  const take = (count: number): number | undefined => {
    if (bit + count > end) return undefined;
    let value = 0;
    for (const last = bit + count; bit < last; bit += 1) {
      value = (value << 1) | (((packed[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    return value;
  };
  for (let tag = take(1); tag !== undefined; tag = take(1)) {
    if (tag === 1) {
      const literal = take(LITERAL_BITS);
      if (literal === undefined) break;
      out.push(literal);
      continue;
    }
    const back = take(WINDOW_BITS);
    const count = take(LOOK_AHEAD_BITS);
    if (back === undefined || count === undefined) break;
    for (let copied = 0; copied <= count; copied += 1) out.push(out[out.length - back - 1] ?? 0);
  }
  return Uint8Array.from(out);
}
