/**
 * Golden pictures of a panel: PNG files beside the tests, one display pixel a square of 2. They are drawn from what the panel
 * got over I2C. With TINWIRE_GOLDEN=write a picture that differs is replaced; look at it before it is kept.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { drawPng } from '../../tools/vboard/parts/png.ts';

const SCALE = 2;
const PATIENCE_MS = process.env.TINWIRE_GOLDEN === 'write' ? 1_500 : 10_000;

interface Panel {
  rows(): string[];
  onFrame(listener: () => void): () => void;
}

function fileOf(name: string): URL {
  return new URL(`./frames/${name}.png`, import.meta.url);
}

function pixelsOf(png: Uint8Array): PNG {
  return PNG.sync.read(Buffer.from(png));
}

function isGolden(panel: Panel, name: string): boolean {
  if (!existsSync(fileOf(name))) return false;
  const golden = pixelsOf(readFileSync(fileOf(name)));
  const drawn = pixelsOf(drawPng(panel.rows(), { scale: SCALE }));
  return golden.width === drawn.width && golden.data.equals(drawn.data);
}

/** Resolves when the panel looks as the picture `name` does, pixel for pixel; rejects with what it looks like instead. */
export async function untilGolden(panel: Panel, name: string): Promise<void> {
  const isSame = await new Promise<boolean>((resolve) => {
    const finish = (result: boolean): void => {
      clearTimeout(limit);
      unsubscribe();
      resolve(result);
    };
    const unsubscribe = panel.onFrame(() => {
      if (isGolden(panel, name)) finish(true);
    });
    const limit = setTimeout(() => finish(false), PATIENCE_MS);
    if (isGolden(panel, name)) finish(true);
  });
  if (isSame) return;
  if (process.env.TINWIRE_GOLDEN === 'write')
    writeFileSync(fileOf(name), drawPng(panel.rows(), { scale: SCALE }));
  else assert.fail(`${name}: the panel shows\n${panel.rows().join('\n')}`);
}
