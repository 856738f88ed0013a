/** Where the images on a stage come from: one that is there, one build, or a build after each change. */
import { type BuildOptions, type BuildResult, build } from '../../build/build.ts';
import { watchBuild } from '../../build/watch.ts';
import { aborted } from '../aborted.ts';
import type { Output } from '../output.ts';
import type { ImageOutcome } from './play.ts';

/** One image, and no other until the signal aborts. */
export async function* oneImage(storage: Uint8Array, signal: AbortSignal): AsyncGenerator<ImageOutcome> {
  yield { storage };
  await aborted(signal);
}

/** The image of one build; throws what `build` throws. */
export async function* builtImage(
  options: BuildOptions,
  output: Output,
  signal: AbortSignal,
): AsyncGenerator<ImageOutcome> {
  output.note(`Building ${options.board.id} ...`);
  yield* oneImage(storageOf(await build(options), output), signal);
}

/** An outcome now and after each change of a source. When changes come faster than they are taken, only the last counts. */
export async function* watchedImages(
  options: BuildOptions,
  output: Output,
  signal: AbortSignal,
): AsyncGenerator<ImageOutcome> {
  let next: ImageOutcome | null = null;
  let wake: () => void = () => {};
  const watching = watchBuild(options, (outcome) => {
    try {
      next = 'error' in outcome ? outcome : { storage: storageOf(outcome.result, output) };
    } catch (error) {
      next = { error };
    }
    wake();
  });
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const outcome: ImageOutcome | null = next;
      next = null;
      if (outcome !== null) yield outcome;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    await watching.close();
  }
}

function storageOf({ board, image, budget }: BuildResult, output: Output): Uint8Array {
  const { used, limit } = budget.variables;
  output.note(`Built ${board.id}: ${image.manifest.imageBytes} bytes, about ${used} of ${limit} variables.`);
  return image.storage;
}
