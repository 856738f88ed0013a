import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { type Bundle, createBundler } from '../../../tools/build/compile/bundle.ts';

/** A folder of source files that is gone after the tests of the file. */
export function project(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-build-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

/** The files of a project in which `tinwire` checks types: the board's printing function is all that is declared. */
export const TYPED = {
  'firmware/tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es5'],
      types: [],
      strict: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
    include: ['**/*.ts'],
  }),
  'firmware/globals.d.ts': 'declare function print(...values: unknown[]): void;\n',
};

/** Bundles one source text for a board. */
export function bundleText(text: string, boardId = 'esp32', development = false): Promise<Bundle> {
  const root = project({ 'entry.ts': text });
  return createBundler({ board: findBoard(boardId), root, entry: 'entry.ts', development }).bundle();
}
