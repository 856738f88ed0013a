import type { RollupOptions } from 'rollup';
import { loadBoards } from '../../boards/load.ts';
import { symbolsOf } from '../../boards/symbols.ts';
import { ToolError } from '../../errors.ts';
import { type Finding, joinFindings } from '../dialect/finding.ts';
import { imageWriter } from './plugins/image-writer.ts';
import { inputOptions, outputOptions } from './rollup-options.ts';

/** The configurations behind `rollup -c`: one bundle per board. A refused place stops the run with its position. */
export function rollupConfigs(root: string): RollupOptions[] {
  return loadBoards().map((board) => {
    const options = { board, root, symbols: symbolsOf(board.chip.firmware.board) };
    const refused = new Map<string, readonly Finding[]>();
    const input = inputOptions({
      ...options,
      onSourceFindings: (file, findings) => refused.set(file, findings),
      onChunkFindings: (findings) => refuse(joinFindings([...refused.values()].flat(), findings)),
    });
    return { ...input, plugins: [input.plugins, imageWriter(board, root)], output: outputOptions(options) };
  });
}

function refuse(findings: readonly Finding[]): void {
  const lines = findings
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ file, line, column, rule, message, instead }) =>
        `${file}:${line}:${column} [${rule}] ${message} ${instead}`,
    );
  if (lines.length > 0) throw new ToolError('BUILD_REFUSED', lines.join('\n'));
}
