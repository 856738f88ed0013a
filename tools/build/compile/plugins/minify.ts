import type { Plugin } from 'rollup';
import { KEEPER, withoutKeeper } from '../../passes/keep-names.ts';
import { type Minifying, minifyChunk, minifyOptions } from '../minify.ts';

/**
 * Terser as the first step on the finished chunk: own passes must see what is left after it. `keptNames` are the root
 * names that must stay as they are, asked for with each chunk.
 */
export function minify(
  builtIns: Iterable<string>,
  how: Minifying,
  keptNames: () => readonly string[],
): Plugin {
  const known = [...builtIns];
  return {
    name: 'tinwire-minify',
    async renderChunk(code) {
      const options = minifyOptions([...known, ...keptNames(), KEEPER], how, code);
      const small = await minifyChunk(code, options);
      return { ...small, code: withoutKeeper(small.code) };
    },
  };
}
