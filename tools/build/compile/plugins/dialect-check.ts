import path from 'node:path';
import type { Plugin } from 'rollup';
import type { Symbols } from '../../../boards/symbols.ts';
import { checkText } from '../../dialect/check.ts';
import type { Finding } from '../../dialect/finding.ts';
import { fromRoot } from '../../paths.ts';

/** What the check needs, and who hears of its findings. */
export interface DialectCheckOptions {
  readonly symbols: Symbols;
  readonly hasUnicode: boolean;
  /** Findings name files relative to this folder. */
  readonly root: string;
  readonly onFindings: (findings: readonly Finding[]) => void;
}

/** Checks the finished chunk. In `generateBundle` and not `renderChunk`: only there the chunk's whole source map exists. */
export function dialectCheck({ symbols, hasUnicode, root, onFindings }: DialectCheckOptions): Plugin {
  return {
    name: 'tinwire-dialect-check',
    generateBundle(output, bundle) {
      const folder = output.dir ?? (output.file ? path.dirname(output.file) : process.cwd());
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const map = chunk.map && JSON.stringify(chunk.map);
        const findings = checkText(chunk.code, {
          symbols,
          hasUnicode,
          file: chunk.fileName,
          positions: map ?? undefined,
        });
        onFindings(
          findings.map((finding) => ({
            ...finding,
            file: fromRoot(path.resolve(folder, finding.file), root),
          })),
        );
      }
    },
  };
}
