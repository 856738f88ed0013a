/** The other way to get from TypeScript to a script: `tsc` 5.9 with target ES5, rollup and terser as they come. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Plugin, rollup } from 'rollup';
import { minify } from 'terser';
import ts from 'typescript-5';
import type { Board } from '../../tools/boards/board.ts';
import { symbolsOf } from '../../tools/boards/symbols.ts';
import { virtualBoard } from '../../tools/build/compile/plugins/virtual-board.ts';

/** Bytes of the entry and all its modules as CommonJS, each minified by itself: TypeScript and terser, and nothing else. */
export async function modulesWithEs5(entry: string): Promise<number> {
  const seen = new Set<string>();
  const measure = async (file: string): Promise<number> => {
    if (seen.has(file)) return 0;
    seen.add(file);
    const text = transpile(file, ts.ModuleKind.CommonJS);
    let bytes = Buffer.byteLength((await minify(text, { toplevel: true })).code ?? '');
    for (const [, name = ''] of text.matchAll(/require\("(\.[^"]+)"\)/g)) {
      bytes += await measure(path.resolve(path.dirname(file), name));
    }
    return bytes;
  };
  return measure(entry);
}

/** The script of one board's entry, made that way and bundled by rollup as ours is. */
export async function buildWithEs5(entry: string, board: Board): Promise<string> {
  const symbols = symbolsOf(board.chip.firmware.board);
  const bundle = await rollup({
    input: entry,
    external: [...symbols.modules.keys()],
    plugins: [virtualBoard(board), es5()],
    onwarn: () => {},
  });
  const { output } = await bundle.generate({ format: 'cjs', exports: 'auto' });
  await bundle.close();
  const { code } = await minify(output[0].code, {
    toplevel: true,
    mangle: { toplevel: true, reserved: [...symbols.globals, ...symbols.classes.keys(), ...symbols.pins] },
  });
  return code ?? '';
}

function es5(): Plugin {
  return {
    name: 'typescript-es5',
    load(id) {
      if (!id.endsWith('.ts')) return null;
      return transpile(id, ts.ModuleKind.ESNext);
    },
  };
}

function transpile(file: string, module: ts.ModuleKind): string {
  return ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES5, module, ignoreDeprecations: '5.0' },
  }).outputText;
}
