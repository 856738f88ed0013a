import path from 'node:path';
import type { Plugin, TransformResult } from 'rollup';
import { type Made, remembered } from '../../build-cache.ts';
import type { Finding } from '../../dialect/finding.ts';
import type { LoweringOptions } from '../babel-options.ts';

/** What is lowered, and where it is kept. */
export interface LoweringPlugin extends LoweringOptions {
  /** The project's folder. */
  readonly root: string;
  /** Where lowered files are kept between runs; default: nowhere. */
  readonly cacheFolder: string | undefined;
}

interface Lowered {
  readonly result: TransformResult;
  readonly findings: readonly Finding[];
}

/** Some versions of every file, for boards with Unicode and without; one takes about 5 kB. */
const MAX_FILES = 1000;
/** The module with Babel's own helpers. */
const HELPERS = /^\0rollupPluginBabelHelpers/;

/** TypeScript lowered by Babel, which is loaded for files that no run before has lowered. */
export function lowering({ hasUnicode, onFindings, root, cacheFolder }: LoweringPlugin): Plugin {
  const folder = cacheFolder === undefined ? undefined : path.join(cacheFolder, 'lowered');
  const found = new Map<string, readonly Finding[]>();
  let loading: Promise<Plugin> | undefined;

  async function load(): Promise<Plugin> {
    const [{ babel }, { babelOptions }] = await Promise.all([
      import('@rollup/plugin-babel'),
      import('../babel-options.ts'),
    ]);
    return babel({
      ...babelOptions({
        hasUnicode,
        onFindings(file, findings) {
          found.set(file, findings);
          onFindings(file, findings);
        },
      }),
      cwd: root,
      babelHelpers: 'bundled',
      extensions: ['.ts'],
      skipPreflightCheck: true,
    });
  }
  const loaded = (): Promise<Plugin> => {
    loading ??= load();
    return loading;
  };

  return {
    name: 'babel',
    resolveId: (id) => (HELPERS.test(id) ? id : null),
    async load(id) {
      return HELPERS.test(id) ? handlerOf((await loaded()).load)?.call(this, id) : null;
    },
    async transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      found.delete(id);
      const make = async (): Promise<Made<Lowered>> => {
        const result = await handlerOf((await loaded()).transform)?.call(this, code, id);
        return { value: { result, findings: found.get(id) ?? [] }, inputs: [] };
      };
      const what = ['lowered', path.relative(root, id), hasUnicode, code];
      const { result, findings } = await remembered(folder, root, what, make, MAX_FILES);
      if (!found.has(id)) onFindings(id, findings);
      return result;
    },
  };
}

function handlerOf<Handler>(hook: Handler | { handler: Handler } | undefined): Handler | undefined {
  return typeof hook === 'object' && hook !== null && 'handler' in hook ? hook.handler : hook;
}
