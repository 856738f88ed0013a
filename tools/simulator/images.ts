/** Where the images of the simulator come from that are built: one build, or a build after each change. */

import { aborted } from '../aborted.ts';
import { type BuildOptions, type BuildResult, build } from '../build/build.ts';
import type { Output } from '../cli/output.ts';
import { type ImageOutcome, type SimulatorImage, simulatorImage } from './image-outcome.ts';

/** The image of one build; throws what `build` throws. */
export async function* builtImage(
  options: BuildOptions,
  output: Output,
  signal: AbortSignal,
): AsyncGenerator<ImageOutcome> {
  const result = await Promise.race([build(options), aborted(signal)]);
  if (result === undefined) return;
  yield { ...finished(result, options.root, output), signal };
  await aborted(signal);
}

/** An outcome now and after each change of a source. Only the newest counts: the one before is no longer wanted. */
export async function* watchedImages(
  options: BuildOptions,
  output: Output,
  signal: AbortSignal,
): AsyncGenerator<ImageOutcome> {
  const { watchBuild } = await import('../build/watch.ts');
  let next: ImageOutcome | null = null;
  let wanted = new AbortController();
  let wake: () => void = () => {};
  const watching = watchBuild(
    options,
    (outcome) => {
      wanted.abort();
      wanted = new AbortController();
      next = { ...taken(() => resultOf(outcome), options.root, output), signal: wanted.signal };
      if (signal.aborted) wanted.abort();
      wake();
    },
    () => output.note('Source saved: building ...'),
  );
  const onAbort = (): void => {
    wanted.abort();
    wake();
  };
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

function resultOf(outcome: { result: BuildResult } | { error: unknown }): BuildResult {
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}

function taken(result: () => BuildResult, root: string, output: Output): SimulatorImage | { error: unknown } {
  try {
    return finished(result(), root, output);
  } catch (error) {
    return { error };
  }
}

function finished(result: BuildResult, root: string, output: Output): SimulatorImage {
  const { image, budget, folder } = result;
  const { used, limit } = budget.variables;
  output.note(
    `Built ${result.board.id}: ${image.manifest.imageBytes} bytes, about ${used} of ${limit} variables.`,
  );
  return simulatorImage(image, folder, root);
}
