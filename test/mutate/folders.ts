/** What is mutated, and the tests that are run for it: those at the same path below `test/`. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const MUTATED = [
  ...readdirSync(path.join(ROOT, 'firmware'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `firmware/${name}`),
  ...['tools/protocol', 'tools/image', 'tools/console', 'tools/flasher'],
].sort();

/** Folders without a score, and why. */
export const NOT_MEASURED: Readonly<Record<string, string>> = {
  'firmware/boards': 'runs only in a built image, and the build refuses what Stryker puts into a source',
  'firmware/boot': 'runs only in a built image, and the build refuses what Stryker puts into a source',
  'firmware/hardware': 'has no tests of its own: it hands on what the interpreter has, and journeys run it',
  'firmware/tutorials': 'runs only in a built image, and the build refuses what Stryker puts into a source',
  'firmware/types': 'holds types alone',
};

/** The folders that have a score. */
export const FOLDERS: readonly string[] = MUTATED.filter((folder) => !(folder in NOT_MEASURED));

/** Source files of a folder, or the one file that is named. Throws for anything else. */
export function sourcesOf(named: string): string[] {
  const place = path.posix.normalize(named).replace(/\/$/, '');
  const folder = FOLDERS.find((one) => place === one || place.startsWith(`${one}/`));
  if (folder === undefined) {
    const reason = NOT_MEASURED[place];
    throw new Error(`${place}: ${reason ?? `is none of ${FOLDERS.join(', ')}, nor a file in them`}`);
  }
  if (!existsSync(path.join(ROOT, place))) throw new Error(`${place}: does not exist`);
  return statSync(path.join(ROOT, place)).isDirectory() ? filesUnder(place) : [place];
}

/** The folder of `FOLDERS` that a source file lies in. */
export function folderOf(source: string): string {
  const folder = FOLDERS.find((one) => source.startsWith(`${one}/`));
  if (folder === undefined) throw new Error(`${source}: lies in no folder that is measured`);
  return folder;
}

/** The test files that are run against a source file's mutants. */
export function testsOf(source: string): string[] {
  return filesUnder(`test/${folderOf(source)}`).filter((name) => name.endsWith('.test.ts'));
}

/** Changes when the source, one of its tests, or what lies beside those tests changes. */
export function stateOf(source: string): string {
  const hash = createHash('sha256');
  for (const name of [source, ...filesUnder(`test/${folderOf(source)}`)])
    hash.update(`${name}\n`).update(readFileSync(path.join(ROOT, name)));
  return hash.digest('hex').slice(0, 12);
}

function filesUnder(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true })
    .map((name) => path.posix.join(folder, String(name).split(path.sep).join('/')))
    .filter((name) => /(?<!\.d)\.ts$/.test(name))
    .sort();
}
