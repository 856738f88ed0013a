/** What `tinwire flash` is given: folders of firmware and of an image. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { makeImage, writeImage } from '../../tools/image/image.ts';
import { markerFirmware } from '../../tools/vboard/chip/firmware-marker.ts';

/** The board that is flashed. */
export const board = findBoard('esp8266-4mb');

/** A folder that goes with the test. */
export function folderOf(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-flash-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Folders with firmware files and an image, of a size that is quickly written. */
export function material(t: TestContext, program = 'print(1)'): { firmware: string; image: string } {
  const folder = folderOf(t);
  const [firmware, image] = [path.join(folder, 'firmware'), path.join(folder, 'image')];
  mkdirSync(firmware);
  for (const { name, bytes } of markerFirmware(board, '2v29'))
    writeFileSync(path.join(firmware, name), bytes);
  const code = new TextEncoder().encode(program);
  writeImage(image, makeImage({ board, code, map: '{}', files: [], modules: [], variables: 1 }));
  return { firmware, image };
}

/** The flash of these folders onto a board. */
export const argsOf = ({ firmware, image }: { firmware: string; image: string }) => [
  'flash',
  '--board',
  board.id,
  '--firmware',
  firmware,
  '--image',
  image,
];
