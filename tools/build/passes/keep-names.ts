// Names that are reached by their text stand once more in a function that nothing calls, so that the minifier sees them
// used and written; the function is taken out behind it.
import path from 'node:path';
import type MagicString from 'magic-string';
import { ToolError } from '../../errors.ts';
import { fromRoot } from '../paths.ts';
import { type Program, parseProgram } from '../syntax/program.ts';
import { type ReachedNames, reachedNames } from '../syntax/reached-names.ts';
import { type Binding, scopesOf } from '../syntax/scopes.ts';

/** The name of the function that uses the kept names. */
export const KEEPER = '$tinwireKept';

/** The modules of a chunk, by their file, with the text that each has in it. */
type ChunkModules = Readonly<Record<string, { readonly code: string | null }>>;

/** Appends the function that keeps names, and returns them. Throws ToolError `BUILD_REFUSED` for a name that means two. */
export function keepNames(
  program: Program,
  edit: MagicString,
  modules: ChunkModules,
  { entry, root }: { readonly entry: string; readonly root: string },
): readonly string[] {
  const { bindings } = scopesOf(program).root;
  const names = keptNames(reachedNames(program), bindings, modules, entry, root);
  const uses = names.map((name) => useOf(bindings.get(name)));
  if (names.length > 0) edit.append(`\nfunction ${KEEPER}(){return[${uses.join()}]}`);
  return names;
}

/** A script without the function that keeps names: it is the last one. */
export function withoutKeeper(code: string): string {
  const start = code.lastIndexOf(`function ${KEEPER}(`);
  return start < 0 ? code : code.slice(0, start) + code.slice(code.indexOf('}', start) + 1);
}

function keptNames(
  { names, likely, isOpen }: ReachedNames,
  bindings: ReadonlyMap<string, Binding>,
  modules: ChunkModules,
  entry: string,
  root: string,
): string[] {
  for (const name of names) {
    const twin = [...bindings.keys()].find((other) => other !== name && other.replace(/\$\d+$/, '') === name);
    if (twin === undefined) continue;
    const files = Object.entries(modules)
      .filter(([, { code }]) => code !== null && declares(code, [name, twin]))
      .map(([file]) => fromRoot(file, root));
    throw new ToolError(
      'BUILD_REFUSED',
      `${files.join(' and ')}: each has a top-level name ${name}, and it is accessed by a string, which is ambiguous.`,
      { help: `Rename ${name} in one of them.` },
    );
  }
  if (!isOpen) return [...new Set([...names, ...likely])];
  const firmware = path.join(root, 'firmware') + path.sep;
  const own = Object.entries(modules).filter(
    ([file]) => file === entry || !(file.startsWith(firmware) || file.startsWith('\0')),
  );
  const all = own.flatMap(([, { code }]) => [...scopesOf(parseProgram(code ?? '')).root.bindings.keys()]);
  return [...new Set([...names, ...likely, ...all])].filter((name) => bindings.has(name));
}

function declares(code: string, names: readonly string[]): boolean {
  const { bindings } = scopesOf(parseProgram(code)).root;
  return names.some((name) => bindings.has(name));
}

/** A use of a name; a text may write what is no constant, so that its value must not be taken as known. */
function useOf(binding: Binding | undefined): string {
  if (!binding) return 'null';
  const { name, kind } = binding;
  return kind === 'const' || kind === 'class' ? name : `${name},${name}=0`;
}
