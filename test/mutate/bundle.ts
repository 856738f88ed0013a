/**
 * Stryker calls it with a kind and test files, in its copy of the sources: makes of each a JavaScript file with all that it
 * imports. Thousands of starts then compile nothing. Kind `process`: `FILE.mjs`, run by Node; `inline`: `FILE.cjs`, see
 * `inline-runner.ts`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** A module that a test loads anew, its name followed by what makes it another one: `import('./screen.ts?' + count)`. */
const FRESH_IMPORT = /import\(\s*`([^`$?]+\.ts)(?=\??\$)/g;

/** A file says where it lies as if it were alone; `importFresh` makes the import of a module that must stay one of its own. */
function ownPlaces(importFresh: (file: string) => string): Plugin {
  return {
    name: 'own-places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path: file }) => ({
        loader: 'ts',
        contents: readFileSync(file, 'utf8')
          .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(file).href))
          .replace(/\bimport\.meta\.filename\b/g, JSON.stringify(file))
          .replace(/\bimport\.meta\.dirname\b/g, JSON.stringify(path.dirname(file)))
          .replace(FRESH_IMPORT, (_, name: string) => importFresh(path.resolve(path.dirname(file), name))),
      }));
    },
  };
}

const INLINE_TESTS = fileURLToPath(new URL('./inline-tests.ts', import.meta.url));

/** Test files declare their tests to `inline-tests.ts`. */
const asTests: Plugin = {
  name: 'as-tests',
  setup({ onResolve }) {
    onResolve({ filter: /^node:test$/ }, ({ importer }) =>
      importer === INLINE_TESTS ? { path: 'node:test', external: true } : { path: INLINE_TESTS },
    );
  },
};

async function bundle(isInline: boolean, files: readonly string[], isFresh = false): Promise<void> {
  const fresh = new Set<string>();
  const importFresh = (file: string): string => {
    fresh.add(path.relative('.', file));
    return isInline ? `importFresh(\`${file}` : `import(\`${pathToFileURL(file).href}.mjs`;
  };
  await build({
    entryPoints: [...files],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: isInline ? 'cjs' : 'esm',
    outbase: '.',
    outdir: '.',
    outExtension: { '.js': isInline ? '.ts.cjs' : '.ts.mjs' },
    logLevel: 'error',
    plugins: [...(isInline && !isFresh ? [asTests] : []), ownPlaces(importFresh)],
  });
  if (fresh.size > 0) await bundle(isInline, [...fresh], true);
}

const [kind, ...files] = process.argv.slice(2);
await bundle(kind === 'inline', files);
