/** From a finished script to an image on disk: the last steps that `build` and `start` share. */
import path from 'node:path';
import { type Budget, budgetOf, checkBudget, formatBudget } from '../build/budget.ts';
import type { BuildResult } from '../build/build.ts';
import { composeImage } from '../build/compose-image.ts';
import { type Image, writeImage } from '../image/image.ts';
import { findingText } from './findings.ts';
import type { Output } from './output.ts';

/** An image that was built and written. */
export interface BuiltImage {
  readonly image: Image;
  readonly budget: Budget;
  /** Its folder. */
  readonly folder: string;
}

/** Makes the image, checks its budget and writes it to `dist/<board>`. Throws `BUDGET_EXCEEDED`. */
export function finishImage(result: BuildResult, root: string): BuiltImage {
  const image = composeImage({ ...result, root });
  const budget = budgetOf(image, result.board);
  checkBudget(budget);
  const folder = path.join(root, 'dist', result.board.id);
  writeImage(folder, image);
  return { image, budget, folder };
}

/** Shows warnings, the budget's table, and where the image lies. */
export function printImage(output: Output, result: BuildResult, built: BuiltImage, directory: string): void {
  for (const finding of result.findings) output.note(findingText(finding, output.paint));
  const { image, budget, folder } = built;
  output.result(
    [
      output.paint.bold(`${result.board.id}: ${result.board.name}`),
      ...formatBudget(budget).map((line) => `  ${line}`),
      `  ${path.relative(directory, folder) || folder}: ${image.manifest.imageBytes} bytes, ${image.manifest.hash.slice(0, 12)}`,
    ].join('\n'),
  );
}
