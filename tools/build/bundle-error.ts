import { ToolError } from '../errors.ts';
import { BuildRefused } from './build-refused.ts';
import type { Finding } from './dialect/finding.ts';
import { fromRoot } from './paths.ts';

/** What rollup adds to an error of a plugin. */
interface PlacedError {
  readonly id?: string;
  readonly loc?: { readonly file?: string; readonly line: number; readonly column: number };
}

/** Names an error of rollup or Babel: BuildRefused when it has a place in a source, else ToolError `BUILD_FAILED`. */
export function bundleError(error: unknown, boardId: string, root: string): ToolError {
  if (error instanceof ToolError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const { id, loc } = (error ?? {}) as PlacedError;
  const file = loc?.file ?? id;
  if (error instanceof RangeError && file !== undefined) return tooDeep(file, root);
  if (!loc || file === undefined) {
    return new ToolError('BUILD_FAILED', `${boardId}: ${message}`, { cause: error });
  }
  const finding: Finding = {
    file: fromRoot(file, root),
    line: loc.line,
    column: loc.column + 1,
    rule: 'syntax',
    message:
      `${(message.split('\n')[0] ?? '').replace(`${file}: `, '').replace(/ \(\d+:\d+\)$/, '')}.`.replace(
        /\.\.$/,
        '.',
      ),
    instead: 'Correct the source: it cannot be read as TypeScript, or names what is not there.',
    severity: 'error',
  };
  return new BuildRefused(boardId, [finding]);
}

/** A source whose expressions or blocks nest deeper than a parser can follow. */
function tooDeep(file: string, root: string): ToolError {
  return new ToolError('BUILD_REFUSED', `${fromRoot(file, root)}: nests too deeply to be read.`, {
    help: 'Take it apart: no interpreter on a board has the stack for it either.',
  });
}
