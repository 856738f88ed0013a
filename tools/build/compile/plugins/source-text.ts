import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'rollup';
import { decodeSource } from '../source-bytes.ts';

/**
 * Reads sources as UTF-8 and as nothing else. In plain JavaScript, which is not lowered, the texts become the board's
 * bytes here.
 */
export function sourceText(hasUnicode: boolean, root: string): Plugin {
  return {
    name: 'tinwire-source-text',
    async load(id) {
      if (id.startsWith('\0') || !path.isAbsolute(id)) return null;
      // Rollup watches, and lists as sources, only what it reads itself.
      this.addWatchFile(id);
      return decodeSource(await readFile(id), id, root);
    },
    async transform(code, id) {
      if (hasUnicode || !/\.[cm]?js$/.test(id) || Buffer.byteLength(code) === code.length) return null;
      const [{ transformAsync }, { byteStrings }] = await Promise.all([
        import('@babel/core'),
        import('../babel/byte-strings.ts'),
      ]);
      const result = await transformAsync(code, {
        babelrc: false,
        configFile: false,
        highlightCode: false,
        filename: id,
        sourceMaps: true,
        generatorOpts: { jsescOption: { minimal: true } },
        plugins: [byteStrings],
      });
      return { code: result?.code ?? code, map: result?.map ?? null };
    },
  };
}
