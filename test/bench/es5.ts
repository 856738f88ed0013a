/** The other way to get from TypeScript to a script: `tsc` 5.9 with target ES5, rollup and terser as they come. */
import { readFileSync } from 'node:fs';
import { type Plugin, rollup } from 'rollup';
import { minify } from 'terser';
import ts from 'typescript-5';
import type { Board } from '../../tools/boards/board.ts';
import { symbolsOf } from '../../tools/boards/symbols.ts';
import { virtualBoard } from '../../tools/build/plugins/virtual-board.ts';

/** The script of one board's entry, made that way. */
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
      const { outputText } = ts.transpileModule(readFileSync(id, 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES5,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
          ignoreDeprecations: '5.0',
        },
      });
      return outputText;
    },
  };
}
