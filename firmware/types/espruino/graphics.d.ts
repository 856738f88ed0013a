/** Drawing. */

type GraphicsColor = number | string;

/** An image: an object, or a text that holds its header and its bits. */
type GraphicsImage =
  | string
  | ArrayBuffer
  | Graphics
  | {
      width: number;
      height: number;
      bpp?: number;
      buffer: string | ArrayBuffer | ArrayBufferView;
      transparent?: number;
      palette?: Uint16Array;
      frames?: readonly GraphicsImage[];
    };

interface GraphicsOptions {
  zigzag?: boolean;
  vertical_byte?: boolean;
  msb?: boolean;
  color_order?: 'rgb' | 'rbg' | 'brg' | 'bgr' | 'grb' | 'gbr';
  interleavex?: boolean;
  buffer?: ArrayBuffer;
}

interface Graphics {
  readonly buffer: ArrayBuffer;
  theme: { [name: string]: number | boolean };
  clear(isReset?: boolean): Graphics;
  clearRect(x1: number, y1: number, x2: number, y2: number): Graphics;
  clearRect(area: {
    x: number;
    y: number;
    x2?: number;
    y2?: number;
    w?: number;
    h?: number;
    r?: number;
  }): Graphics;
  drawImage(
    image: GraphicsImage,
    x?: number,
    y?: number,
    options?: { rotate?: number; scale?: number; frame?: number },
  ): Graphics;
  drawPoly(points: readonly number[] | ArrayBufferView, isClosed?: boolean): Graphics;
  drawRect(x1: number, y1: number, x2: number, y2: number): Graphics;
  drawRect(area: {
    x: number;
    y: number;
    x2?: number;
    y2?: number;
    w?: number;
    h?: number;
    r?: number;
  }): Graphics;
  drawString(text: any, x?: number, y?: number, isSolid?: boolean): Graphics;
  fillPoly(points: readonly number[] | ArrayBufferView): Graphics;
  fillRect(x1: number, y1: number, x2: number, y2: number): Graphics;
  fillRect(area: {
    x: number;
    y: number;
    x2?: number;
    y2?: number;
    w?: number;
    h?: number;
    r?: number;
  }): Graphics;
  /** Only when the display's module adds it. */
  flip(isAll?: boolean): void;
  setBgColor(color: GraphicsColor): Graphics;
  setBgColor(red: number, green: number, blue: number): Graphics;
  setColor(color: GraphicsColor): Graphics;
  setColor(red: number, green: number, blue: number): Graphics;
  setFontAlign(x: -1 | 0 | 1, y?: -1 | 0 | 1, rotation?: 0 | 1 | 2 | 3): Graphics;
  setFontCustom(bitmap: string, firstCharacter: number, width: number | string, height: number): Graphics;
  stringMetrics(text: any): {
    width: number;
    height: number;
    unrenderableChars: boolean;
    imageCount: number;
    maxImageHeight: number;
  };
  wrapString(text: any, width: number): string[];
}
interface GraphicsConstructor extends Function {
  readonly prototype: Graphics;
  createArrayBuffer(width: number, height: number, bpp: number, options?: GraphicsOptions): Graphics;
  createCallback(
    width: number,
    height: number,
    bpp: number,
    callback:
      | ((x: number, y: number, color: number) => void)
      | {
          setPixel(x: number, y: number, color: number): void;
          fillRect?(x1: number, y1: number, x2: number, y2: number, color: number): void;
        },
  ): Graphics;
  createImage(rows: string): GraphicsImage;
  getInstance(): Graphics | undefined;
}
declare var Graphics: GraphicsConstructor;
