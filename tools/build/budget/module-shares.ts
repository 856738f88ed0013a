/** Which source module each byte and each variable of a finished script belongs to, by its source map. */
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import type { ModuleShare } from '../../image/image.ts';
import type { VariableCost } from './variables-model.ts';

/** What the source map leaves open: text that the build itself put in. */
export const BUILD_MODULE = '(build)';

/** A stretch of the script that comes from one module. */
interface Stretch {
  readonly start: number;
  readonly module: string;
}

/** Bytes (UTF-8) and variables of each module, the largest first. Their sums are those of the script. */
export function moduleShares(code: string, map: string, costs: readonly VariableCost[]): ModuleShare[] {
  const stretches = stretchesOf(code, map);
  const shares = new Map<string, { bytes: number; variables: number }>();
  const shareOf = (module: string): { bytes: number; variables: number } => {
    const share = shares.get(module) ?? { bytes: 0, variables: 0 };
    shares.set(module, share);
    return share;
  };
  stretches.forEach(({ start, module }, index) => {
    const text = code.slice(start, stretches[index + 1]?.start ?? code.length);
    if (text !== '') shareOf(module).bytes += Buffer.byteLength(text);
  });
  for (const { start, variables } of costs) shareOf(moduleAt(stretches, start)).variables += variables;
  return [...shares]
    .map(([name, share]) => ({ name, ...share }))
    .sort((a, b) => b.variables - a.variables || b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

function stretchesOf(code: string, map: string): Stretch[] {
  const stretches: Stretch[] = [{ start: 0, module: BUILD_MODULE }];
  if (map === '') return stretches;
  const trace = new TraceMap(map);
  const modules = trace.sources.map((source) => moduleName(source ?? BUILD_MODULE));
  let lineStart = 0;
  const lines = decodedMappings(trace);
  code.split('\n').forEach((line, index) => {
    for (const [column, source] of lines[index] ?? []) {
      const module = source === undefined ? BUILD_MODULE : (modules[source] ?? BUILD_MODULE);
      if (column < line.length) stretches.push({ start: lineStart + column, module });
    }
    lineStart += line.length + 1;
  });
  return stretches;
}

/** A path from the project's folder; rollup writes sources relative to the image's folder, and its own modules after a zero byte. */
function moduleName(source: string): string {
  return source.replaceAll('\0', '').replace(/^(\.\.?\/)+/, '');
}

function moduleAt(stretches: readonly Stretch[], offset: number): string {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return stretches[low]?.module ?? BUILD_MODULE;
}
