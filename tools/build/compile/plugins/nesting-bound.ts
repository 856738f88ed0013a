import { parse } from 'acorn';
import type { Plugin } from 'rollup';

/**
 * Refuses a script that nests too deeply before rollup reads it: rollup's parser is native code, and where its stack ends,
 * the process does. TypeScript was read by Babel before, which throws the same RangeError.
 */
export function nestingBound(): Plugin {
  return {
    name: 'tinwire-nesting-bound',
    transform(code, id) {
      if (id.endsWith('.ts')) return null;
      try {
        parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true });
      } catch (error) {
        // Rollup reports other errors in it, as for every source.
        if (isTooDeep(error)) throw new RangeError('nests too deeply', { cause: error });
      }
      return null;
    },
  };
}

function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof SyntaxError && /stack space/.test(error.message));
}
