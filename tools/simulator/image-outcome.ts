/** An image on its way to the simulator. */

import { aborted } from '../aborted.ts';
import { originalPlaces } from '../build/original-places.ts';
import { bootSources, type FrameSource } from '../console/frames.ts';
import type { Image } from '../image/image.ts';

/** What the simulator needs of an image: its Storage area, and the files that its traces name. */
export interface SimulatorImage {
  readonly storage: Uint8Array;
  readonly sources: ReadonlyMap<string, FrameSource>;
}

/** An image, or why there is none. */
export type ImageOutcome = (SimulatorImage | { readonly error: unknown }) & {
  /** Aborts when this image is obsolete: a newer one is there, or the run has ended. */
  readonly signal: AbortSignal;
};

/** One image, and no other until the signal aborts. `folder`: where it lies. */
export async function* oneImage(
  image: Image,
  folder: string,
  root: string,
  signal: AbortSignal,
): AsyncGenerator<ImageOutcome> {
  yield { ...simulatorImage(image, folder, root), signal };
  await aborted(signal);
}

/** The image of a folder, for the simulator. Throws IMAGE_DAMAGED when its source map is none. */
export function simulatorImage(image: Image, folder: string, root: string): SimulatorImage {
  const code = Buffer.from(image.code).toString('latin1');
  return {
    storage: image.storage,
    sources: bootSources(image, originalPlaces(code, image.map, folder, root)),
  };
}
