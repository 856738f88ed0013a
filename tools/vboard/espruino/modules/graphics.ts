/** `Graphics.createArrayBuffer`: rectangles, lines, pixels and 1-bit images; fonts are not there yet. */
import type { EngineHost } from '../../engine.ts';
import type { BoardObject, Realm } from '../realm.ts';
import { bytesFrom } from './byte-list.ts';
import { type Canvas, canvas, canvasBytes } from './graphics/canvas.ts';
import { integerOf, optionsOf } from './words.ts';

interface Drawing {
  readonly canvas: Canvas;
  colour: number;
  background: number;
  cursor: readonly [x: number, y: number];
}

const MAX_SIDE = 32767;
/** From this brightness on (of 765) a colour given in parts is lit on a one-bit display. */
const LIT_FROM = 384;

function create(realm: Realm, args: readonly unknown[]): { object: BoardObject; drawing: Drawing } {
  const [widthPx, heightPx, bits] = args.map(integerOf);
  const options = optionsOf(realm, args[3]);
  if (!widthPx || !heightPx || widthPx < 0 || heightPx < 0 || widthPx > MAX_SIDE || heightPx > MAX_SIDE) {
    throw realm.error('Error', 'Invalid Size');
  }
  if (bits !== 1 && bits !== 8) {
    const isKnown = [2, 4, 16, 24, 32].includes(bits ?? 0);
    throw realm.error(
      'Error',
      isKnown ? `Graphics with ${bits} bits a pixel is not on the virtual board yet` : 'Invalid BPP',
    );
  }
  const isVertical = Boolean(options.vertical_byte);
  if (isVertical && bits !== 1) throw realm.error('Error', 'vertical_byte only works for 1bpp ArrayBuffers');
  if (isVertical && heightPx % 8 !== 0) {
    throw realm.error('Error', 'height must be a multiple of 8 when using vertical_byte');
  }
  if (options.zigzag || options.interleavex || options.buffer !== undefined) {
    throw realm.error('Error', 'this layout of Graphics is not on the virtual board yet');
  }
  const layout = {
    widthPx,
    heightPx,
    bitsPerPixel: bits,
    isMsb: options.msb === undefined || Boolean(options.msb),
    isVertical,
  } as const;
  const view = realm.uint8Array(new Uint8Array(canvasBytes(layout))) as Uint8Array;
  const object = realm.object('Graphics');
  Object.defineProperty(object, 'buffer', {
    value: view.buffer,
    enumerable: false,
    writable: true,
    configurable: true,
  });
  const drawing = {
    canvas: canvas(layout, view),
    colour: bits === 1 ? 1 : 0xff,
    background: 0,
    cursor: [0, 0] as const,
  };
  return { object, drawing };
}

function colourOf(drawing: Drawing, args: readonly unknown[]): number {
  const mask = drawing.canvas.bitsPerPixel === 1 ? 1 : 0xff;
  if (args.length < 3) return integerOf(args[0]) & mask;
  const parts = args.slice(0, 3).map((part) => Math.max(0, Math.min(255, Math.trunc(Number(part) * 256))));
  const sum = parts.reduce((total, part) => total + part, 0);
  return mask === 1 ? Number(sum >= LIT_FROM) : Math.trunc(sum / 3);
}

/** The corners of `(x1,y1,x2,y2)` or `({x,y,x2,y2})` or `({x,y,w,h})`. */
function corners(realm: Realm, args: readonly unknown[]): [number, number, number, number] {
  const [first] = args;
  if (!realm.isObject(first))
    return [integerOf(first), integerOf(args[1]), integerOf(args[2]), integerOf(args[3])];
  const x = integerOf(first.x);
  const y = integerOf(first.y);
  const right = first.w === undefined ? integerOf(first.x2) : x + integerOf(first.w);
  const bottom = first.h === undefined ? integerOf(first.y2) : y + integerOf(first.h);
  return [x, y, right, bottom];
}

function drawImage(realm: Realm, drawing: Drawing, image: unknown, left: number, top: number): void {
  const { width, height, bpp, buffer, transparent } = optionsOf(realm, image);
  if (buffer === undefined || (bpp !== undefined && integerOf(bpp) !== 1)) {
    throw realm.error('Error', 'this kind of image is not on the virtual board yet');
  }
  const bytes = bytesFrom(realm, buffer);
  const skipped = transparent === undefined ? -1 : integerOf(transparent);
  const columns = integerOf(width);
  for (let pixel = 0; pixel < columns * integerOf(height); pixel++) {
    const value = ((bytes[pixel >> 3] ?? 0) >> (7 - (pixel & 7))) & 1;
    if (value === skipped) continue;
    const colour = value ? drawing.colour : drawing.background;
    drawing.canvas.set(left + (pixel % columns), top + Math.trunc(pixel / columns), colour);
  }
}

/** Defines the class; a build without Graphics has none. */
export function installGraphics(realm: Realm, host: EngineHost): void {
  if (!host.board.chip.hasGraphics) return;
  const drawings = new WeakMap<object, Drawing>();
  const chained: Record<string, (drawing: Drawing, args: unknown[]) => void> = {
    clear(drawing, [isReset]) {
      if (isReset)
        Object.assign(drawing, { colour: drawing.canvas.bitsPerPixel === 1 ? 1 : 0xff, background: 0 });
      drawing.canvas.bytes.fill(0);
      if (drawing.background)
        drawing.canvas.fill(0, 0, drawing.canvas.widthPx, drawing.canvas.heightPx, drawing.background);
    },
    fillRect: (drawing, args) => drawing.canvas.fill(...corners(realm, args), drawing.colour),
    clearRect: (drawing, args) => drawing.canvas.fill(...corners(realm, args), drawing.background),
    drawRect(drawing, args) {
      const [x1, y1, x2, y2] = corners(realm, args);
      const { canvas: on, colour } = drawing;
      on.fill(x1, y1, x2, y1, colour);
      on.fill(x1, y2, x2, y2, colour);
      on.fill(x1, y1, x1, y2, colour);
      on.fill(x2, y1, x2, y2, colour);
    },
    drawLine: ({ canvas: on, colour }, [x1, y1, x2, y2]) =>
      on.line(integerOf(x1), integerOf(y1), integerOf(x2), integerOf(y2), colour),
    moveTo(drawing, [x, y]) {
      drawing.cursor = [integerOf(x), integerOf(y)];
    },
    lineTo(drawing, [x, y]) {
      drawing.canvas.line(...drawing.cursor, integerOf(x), integerOf(y), drawing.colour);
      drawing.cursor = [integerOf(x), integerOf(y)];
    },
    setPixel({ canvas: on, colour }, [x, y, given]) {
      on.set(integerOf(x), integerOf(y), given === undefined ? colour : integerOf(given));
    },
    setColor(drawing, args) {
      drawing.colour = colourOf(drawing, args);
    },
    setBgColor(drawing, args) {
      drawing.background = colourOf(drawing, args);
    },
    scroll: ({ canvas: on, background }, [dx, dy]) => on.scroll(integerOf(dx), integerOf(dy), background),
    drawImage: (drawing, [image, x, y]) => drawImage(realm, drawing, image, integerOf(x), integerOf(y)),
  };
  const answers: Record<string, (drawing: Drawing, args: unknown[]) => unknown> = {
    getPixel: ({ canvas: on }, [x, y]) => on.get(integerOf(x), integerOf(y)),
    getWidth: ({ canvas: on }) => on.widthPx,
    getHeight: ({ canvas: on }) => on.heightPx,
    getBPP: ({ canvas: on }) => on.bitsPerPixel,
    getColor: ({ colour }) => colour,
    getBgColor: ({ background }) => background,
  };
  const methods: Record<string, (this: BoardObject, ...args: unknown[]) => unknown> = {};
  for (const [name, work] of Object.entries(chained)) {
    methods[name] = function (...args) {
      const drawing = drawings.get(this);
      if (drawing) work(drawing, args);
      return this;
    };
  }
  for (const [name, work] of Object.entries(answers)) {
    methods[name] = function (...args) {
      const drawing = drawings.get(this);
      return drawing && work(drawing, args);
    };
  }
  realm.defineClass('Graphics', methods);
  realm.defineStatics('Graphics', {
    createArrayBuffer: (...args) => {
      const { object, drawing } = create(realm, args);
      drawings.set(object, drawing);
      return object;
    },
  });
}
