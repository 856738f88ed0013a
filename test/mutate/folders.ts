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
  'firmware/types': 'holds types alone',
};

/** Programs of their own, which run only in a built image, like those in `firmware/boards`. */
const ENTRIES = /^firmware\/tutorials\/\d+\/(?:both|tcp|udp|bridge|clients|clients-linux)\.ts$/;

/** Test files of a second and more, with the sources that have no quicker ones: they are run for no others. */
const SLOW: Readonly<Record<string, readonly string[]>> = {
  'firmware/at/random': ['console'],
  'tools/protocol/third-party': ['rom-command', 'slip', 'storage-image'],
  'tools/flasher/answered-settings': ['answered-settings'],
  'tools/flasher/flash': ['flash', 'loader'],
  'tools/flasher/flash-device': ['plan'],
  'tools/flasher/flash-lines': [],
  'tools/flasher/flash-settings': [],
  'tools/console/log-in': [],
  'tools/console/make-room': [],
  'tools/console/open-console': ['open-console'],
  'tools/console/recover': [],
  'tools/console/upload': [],
  'tools/console/upload-line': [],
  'tools/console/upload-power': [],
  'tools/console/upload-trial': [],
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

/** Sources that are run together, against the same test files. */
export interface Group {
  /** Their folder, or the first source where slow tests are about them. */
  readonly name: string;
  readonly sources: readonly string[];
  readonly tests: readonly string[];
  /** They run inside Stryker's own process: they neither wait nor open sockets nor start processes. */
  readonly isInline: boolean;
}

/** Puts sources of one folder into groups. */
export function groupsOf(sources: readonly string[]): Group[] {
  const groups = new Map<string, Group>();
  for (const source of sources) {
    const folder = folderOf(source);
    const all = filesUnder(`test/${folder}`).filter((name) => name.endsWith('.test.ts'));
    const tests = all.filter((name) => slowFor(name)?.includes(source) ?? true);
    const isSlow = tests.some(slowFor);
    const key = tests.join();
    const { name, sources: others } = groups.get(key) ?? { name: isSlow ? source : folder, sources: [] };
    groups.set(key, {
      name,
      sources: [...others, source],
      tests,
      isInline: folder !== 'tools/console' || !isSlow,
    });
  }
  return [...groups.values()];
}

/** The sources that a slow test file is about; undefined for a quick one. */
function slowFor(test: string): string[] | undefined {
  const name = test.replace(/^test\/|\.test\.ts$/g, '');
  return SLOW[name]?.map((stem) => path.posix.join(path.posix.dirname(name), `${stem}.ts`));
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
    .filter((name) => /(?<!\.d)\.ts$/.test(name) && !ENTRIES.test(name))
    .sort();
}
