/** Storage areas, good and damaged, that decode and the real interpreter must judge alike. */
import {
  align,
  encodeStorage,
  HEADER_BYTES,
  type StorageArea,
} from '../../../tools/protocol/storage-image.ts';

/** One area; `isCorrupt` as measured on Espruino 2v29.277: "Storage is corrupt." at power-on and everything erased. */
export interface AreaCase {
  readonly name: string;
  readonly isCorrupt: boolean;
  readonly files: readonly string[];
  make(area: StorageArea): Uint8Array;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const A = { name: 'a', data: bytes('one') };
const B = { name: 'b', data: bytes('second file') };
const AFTER_A = align(HEADER_BYTES + A.data.length);
const filled = (area: StorageArea, left: number): Uint8Array =>
  encodeStorage(
    [{ name: 'a', data: new Uint8Array(area.pageSizeBytes * area.pages - HEADER_BYTES - left).fill(0x20) }],
    area,
  );
function changed(area: StorageArea, change: (image: Uint8Array) => void): Uint8Array {
  const image = encodeStorage([A, B], area);
  change(image);
  return image;
}

/** Each name says what stands in flash. */
export const AREA_CASES: readonly AreaCase[] = [
  { name: 'nothing', isCorrupt: false, files: [], make: (area) => encodeStorage([], area) },
  { name: 'two files', isCorrupt: false, files: ['a', 'b'], make: (area) => encodeStorage([A, B], area) },
  { name: 'a file to the last byte', isCorrupt: false, files: ['a'], make: (area) => filled(area, 0) },
  {
    name: 'a file to 4 bytes before the end',
    isCorrupt: false,
    files: ['a'],
    make: (area) => filled(area, 4),
  },
  {
    name: 'a file to 36 bytes before the end',
    isCorrupt: false,
    files: ['a'],
    make: (area) => filled(area, 36),
  },
  {
    name: 'a first header of zeroes',
    isCorrupt: true,
    files: [],
    make: (area) => changed(area, (image) => image.fill(0, 0, HEADER_BYTES)),
  },
  {
    name: 'a blank first page and a file in the second',
    isCorrupt: true,
    files: [],
    make: (area) => {
      const image = encodeStorage([], area);
      image.set(encodeStorage([A], area).subarray(0, AFTER_A), area.pageSizeBytes);
      return image;
    },
  },
  {
    name: 'the rest of a page blank, the next file at the start of the next page',
    isCorrupt: false,
    files: ['a', 'c'],
    make: (area) => {
      const image = encodeStorage([A], area);
      const next = encodeStorage([{ name: 'c', data: bytes('third') }], area);
      image.set(next.subarray(0, HEADER_BYTES + 8), area.pageSizeBytes);
      return image;
    },
  },
  {
    name: 'a whole page blank before the next file',
    isCorrupt: false,
    files: ['a'],
    make: (area) => {
      const image = encodeStorage([A], area);
      image.set(encodeStorage([B], area).subarray(0, HEADER_BYTES + 12), area.pageSizeBytes * 2);
      return image;
    },
  },
  {
    name: 'garbage at the start of the page after the last file',
    isCorrupt: true,
    files: ['a'],
    make: (area) => {
      const image = encodeStorage([A], area);
      image.set([0, 0, 0, 0], area.pageSizeBytes);
      return image;
    },
  },
  {
    name: 'garbage inside the free space',
    isCorrupt: false,
    files: ['a', 'b'],
    make: (area) => changed(area, (image) => image.set([1, 2, 3, 4], area.pageSizeBytes - 64)),
  },
  {
    name: 'a size that reaches past the end',
    isCorrupt: false,
    files: ['a'],
    make: (area) => changed(area, (image) => image.set([0, 0, 0xf0], AFTER_A)),
  },
  {
    name: 'a deleted file',
    isCorrupt: false,
    files: ['b'],
    make: (area) => changed(area, (image) => image.fill(0, 4, 8)),
  },
  {
    name: 'a file with an unknown flag',
    isCorrupt: false,
    files: ['b'],
    make: (area) => changed(area, (image) => image.set([1], 3)),
  },
];
