import type { Plugin } from 'rollup';
import { type Minifying, minifyChunk, minifyOptions } from '../minify.ts';

/** Terser as the first step on the finished chunk: own passes must see what is left after it. */
export function minify(builtIns: Iterable<string>, how: Minifying): Plugin {
  const options = minifyOptions(builtIns, how);
  return { name: 'tinwire-minify', renderChunk: (code) => minifyChunk(code, options) };
}
