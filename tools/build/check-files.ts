import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type OutputChunk, rollup } from 'rollup';
import type { Board } from '../boards/board.ts';
import { type Symbols, symbolsOf } from '../boards/symbols.ts';
import { ToolError } from '../errors.ts';
import { refuseEndless } from '../regular-file.ts';
import { BuildRefused } from './build-refused.ts';
import { bundleError } from './compile/bundle-error.ts';
import { ownPasses } from './compile/plugins/own-passes.ts';
import { outputOptions, sourcePlugins } from './compile/rollup-options.ts';
import { decodeSource } from './compile/source-bytes.ts';
import { checkText } from './dialect/check.ts';
import { type Finding, joinFindings } from './dialect/finding.ts';
import { fromRoot } from './paths.ts';
import { checkTypes } from './type-check.ts';
import { isAbsentMember } from './type-words.ts';

const TYPESCRIPT = /\.[cm]?ts$/;

/**
 * Checks files for one board: plain JavaScript as it is, TypeScript as the build would lower and repair it, unminified.
 * Findings name the files relative to `root`. Throws ToolError `CHECK_UNREADABLE` before anything is checked.
 */
export async function checkFiles(
  paths: readonly string[],
  board: Board,
  root: string = process.cwd(),
): Promise<Finding[]> {
  const symbols = symbolsOf(board.chip.firmware.board);
  const texts = await Promise.all(
    paths.map(async (name) => ({ name, text: await read(path.resolve(root, name), root) })),
  );
  const typed = paths.filter((name) => TYPESCRIPT.test(name));
  const [absent, ...findings] = await Promise.all([
    typed.length > 0 ? absentMembers(typed, root) : [],
    ...texts.map(({ name, text }) =>
      TYPESCRIPT.test(name)
        ? checkTypeScript(path.resolve(root, name), board, symbols, root)
        : checkText(text, { symbols, hasUnicode: board.chip.hasUnicode, file: name }),
    ),
  ]);
  return typed.length > 0 ? withAbsent(findings.flat(), absent) : findings.flat();
}

/** Findings that need the receivers' types: the build reports the compiler's other errors. */
async function absentMembers(files: readonly string[], root: string): Promise<Finding[]> {
  const own = new Set(files.map((name) => fromRoot(path.resolve(root, name), root)));
  return (await checkTypes(root, files)).filter(
    (finding) => own.has(finding.file) && isAbsentMember(finding),
  );
}

function withAbsent(findings: readonly Finding[], absent: readonly Finding[]): Finding[] {
  const lineOf = ({ file, line }: Finding): string => `${file}:${line}`;
  const lines = new Set(findings.map(lineOf));
  return [...findings, ...absent.filter((finding) => !lines.has(lineOf(finding)))];
}

async function read(file: string, root: string): Promise<string> {
  try {
    refuseEndless(file);
    return decodeSource(await readFile(file), file, root);
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError('CHECK_UNREADABLE', `${file}: cannot be read.`, {
      help: 'Check the path.',
      cause,
    });
  }
}

/** With its imports, so that a name from another file is what it is in the image; but only this file is reported. */
async function checkTypeScript(
  file: string,
  board: Board,
  symbols: Symbols,
  root: string,
): Promise<Finding[]> {
  const own = fromRoot(file, root);
  const refused: Finding[] = [];
  try {
    const build = await rollup({
      input: file,
      external: [...symbols.modules.keys()],
      treeshake: false,
      onwarn: () => {},
      plugins: [
        ...sourcePlugins({
          board,
          root,
          onSourceFindings: (source, findings) => {
            if (source === file) refused.push(...findings);
          },
        }),
        ...ownPasses(board.chip.hasUnicode, true),
      ],
    });
    const output = { ...outputOptions({ board, root }), exports: 'auto' as const };
    const chunk = (await build.generate(output)).output.find(
      (part): part is OutputChunk => part.type === 'chunk',
    );
    await build.close();
    const folder = path.dirname(output.file ?? '');
    const found = checkText(chunk?.code ?? '', {
      symbols: { ...symbols, globals: new Set([...symbols.globals, 'exports']) },
      hasUnicode: board.chip.hasUnicode,
      file: own,
      positions: chunk?.map ? JSON.stringify(chunk.map) : undefined,
    }).map((finding) => ({ ...finding, file: fromRoot(path.resolve(folder, finding.file), root) }));
    return joinFindings(
      refused,
      found.filter((finding) => finding.file === own),
    );
  } catch (error) {
    const known = bundleError(error, board.id, root, file);
    if (known instanceof BuildRefused) return [...known.findings];
    throw known;
  }
}
