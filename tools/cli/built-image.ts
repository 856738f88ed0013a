/** What is said of an image that was built. */
import path from 'node:path';
import { formatBudget } from '../build/budget/budget.ts';
import type { BuildResult } from '../build/build.ts';
import { findingText } from './findings.ts';
import type { Output } from './output.ts';

/** Shows warnings, the budget's table, and where the image lies. */
export function printImage(output: Output, result: BuildResult, directory: string): void {
  const { board, image, budget, folder, findings } = result;
  for (const finding of findings) output.note(findingText(finding, output.paint));
  output.result(
    [
      output.paint.bold(`${board.id}: ${board.name}`),
      ...formatBudget(budget).map((line) => `  ${line}`),
      `  ${path.relative(directory, folder) || folder}: ${image.manifest.imageBytes} bytes, ${image.manifest.hash.slice(0, 12)}`,
    ].join('\n'),
  );
}
