/** Pixels in a buffer, laid out as the interpreter's `ArrayBuffer` graphics: 1 or 8 bits a pixel. */

export interface CanvasOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitsPerPixel: 1 | 8;
  /** Leftmost pixel in the highest bit. */
  readonly isMsb: boolean;
  /** A byte is eight pixels of a column: the layout of SSD1306 and SH1106. */
  readonly isVertical: boolean;
}

export interface Canvas extends CanvasOptions {
  readonly bytes: Uint8Array;
  get(x: number, y: number): number;
  /** Outside the canvas nothing happens. */
  set(x: number, y: number, colour: number): void;
  /** Both corners included, in any order. */
  fill(x1: number, y1: number, x2: number, y2: number, colour: number): void;
  line(x1: number, y1: number, x2: number, y2: number, colour: number): void;
  scroll(dx: number, dy: number, background: number): void;
}

/** Bytes that such a canvas takes. */
export function canvasBytes({ widthPx, heightPx, bitsPerPixel }: CanvasOptions): number {
  return (widthPx * heightPx * bitsPerPixel + 7) >> 3;
}

/** A canvas over `bytes`. */
export function canvas(options: CanvasOptions, bytes: Uint8Array): Canvas {
  const { widthPx, heightPx, bitsPerPixel, isMsb, isVertical } = options;
  const isInside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < widthPx && y < heightPx;
  const place = (x: number, y: number): { index: number; bit: number } => {
    if (isVertical) return { index: x + (y >> 3) * widthPx, bit: isMsb ? 7 - (y & 7) : y & 7 };
    const pixel = x + y * widthPx;
    return { index: pixel >> 3, bit: isMsb ? 7 - (pixel & 7) : pixel & 7 };
  };
  const get = (x: number, y: number): number => {
    if (!isInside(x, y)) return 0;
    if (bitsPerPixel === 8) return bytes[x + y * widthPx] ?? 0;
    const { index, bit } = place(x, y);
    return ((bytes[index] ?? 0) >> bit) & 1;
  };
  const set = (x: number, y: number, colour: number): void => {
    if (!isInside(x, y)) return;
    if (bitsPerPixel === 8) {
      bytes[x + y * widthPx] = colour;
      return;
    }
    const { index, bit } = place(x, y);
    const others = (bytes[index] ?? 0) & ~(1 << bit);
    bytes[index] = others | ((colour & 1) << bit);
  };
  const fill = (x1: number, y1: number, x2: number, y2: number, colour: number): void => {
    const right = Math.min(widthPx - 1, Math.max(x1, x2));
    const bottom = Math.min(heightPx - 1, Math.max(y1, y2));
    for (let y = Math.max(0, Math.min(y1, y2)); y <= bottom; y++) {
      for (let x = Math.max(0, Math.min(x1, x2)); x <= right; x++) set(x, y, colour);
    }
  };
  return {
    ...options,
    bytes,
    get,
    set,
    fill,
    line(x1, y1, x2, y2, colour) {
      const isFlat = Math.abs(x2 - x1) > Math.abs(y2 - y1);
      const [from, to] = orient(isFlat, x1, y1, x2, y2);
      const length = Math.max(1, to.along - from.along);
      // As the interpreter counts: 256 steps a pixel, the slope cut towards zero.
      const step = Math.trunc(((to.across - from.across) * 256) / length);
      for (let along = from.along; along <= to.along; along++) {
        const across = (from.across * 256 + 128 + step * (along - from.along)) >> 8;
        if (isFlat) set(along, across, colour);
        else set(across, along, colour);
      }
    },
    scroll(dx, dy, background) {
      const right = Math.max(-widthPx, Math.min(widthPx, dx));
      const down = Math.max(-heightPx, Math.min(heightPx, dy));
      if (Math.abs(dx) < widthPx && Math.abs(dy) < heightPx) move(dx, dy);
      if (right > 0) fill(0, 0, right - 1, heightPx - 1, background);
      else if (right < 0) fill(widthPx + right, 0, widthPx - 1, heightPx - 1, background);
      if (down > 0) fill(0, 0, widthPx - 1, down - 1, background);
      else if (down < 0) fill(0, heightPx + down, widthPx - 1, heightPx - 1, background);
    },
  };

  /**
   * The interpreter's way: whole rows at once with 8 bits a pixel; otherwise pixel by pixel, with its faults: one row and
   * one column too few, rows counted by the way to the side, and on the way down only the first row is copied.
   */
  function move(dx: number, dy: number): void {
    if (dx === 0 && dy === 0) return;
    const isAligned = bitsPerPixel === 8 && dx === 0;
    const fromX = Math.max(0, -dx);
    const fromY = Math.max(0, -dy);
    const columns = isAligned ? widthPx : widthPx - 1 - Math.abs(dx);
    const rowCount = isAligned ? heightPx - Math.abs(dy) : heightPx - 1 - Math.abs(dx);
    const isOneRow = !isAligned && dy > 0;
    const order = (count: number, isBackwards: boolean): number[] =>
      Array.from({ length: Math.max(0, count) }, (_, index) => (isBackwards ? count - 1 - index : index));
    for (const row of order(rowCount, dy > 0)) {
      const y = isOneRow ? 0 : row;
      for (const column of order(columns, dx > 0)) {
        set(column + Math.max(0, dx), y + Math.max(0, dy), get(column + fromX, y + fromY));
      }
    }
  }
}

interface Spot {
  readonly along: number;
  readonly across: number;
}

/** The ends of a line along its longer side, the smaller one first. */
function orient(isFlat: boolean, x1: number, y1: number, x2: number, y2: number): [Spot, Spot] {
  const first: Spot = isFlat ? { along: x1, across: y1 } : { along: y1, across: x1 };
  const second: Spot = isFlat ? { along: x2, across: y2 } : { along: y2, across: x2 };
  return first.along <= second.along ? [first, second] : [second, first];
}
