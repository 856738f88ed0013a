/**
 * What earlier runs made, found again by what it was made of: the tools, the packages, the options, and the content of every
 * file that went in. A folder of its own holds one file a result; what cannot be read or written there is made anew.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Results that stay in a folder, those used last, unless its user says another number; an image takes about 200 kB. */
const MAX_RESULTS = 64;
const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));
/** What decides about an image beside its sources, from the package's folder. */
const TOOLS = ['package.json', 'tools/build', 'tools/boards'];
/** Written by npm: every installed package with its version. */
const INSTALLED = 'node_modules/.package-lock.json';

/** A result with the files that it was made of. */
export interface Made<Value> {
  readonly value: Value;
  /** Absolute paths. */
  readonly inputs: readonly string[];
}

let known: { readonly hash: string | null } | undefined;

interface Kept<Value> {
  readonly value: Value;
  /** Path from the project's folder and SHA-256 of each file. */
  readonly inputs: readonly (readonly [string, string])[];
}

/**
 * Finds a result that was made of the same, or makes it and keeps it. `what`: everything that it depends on beside files;
 * `maxResults`: how many stay in the folder.
 */
export async function remembered<Value>(
  folder: string | undefined,
  root: string,
  what: unknown,
  make: () => Promise<Made<Value>>,
  maxResults = MAX_RESULTS,
): Promise<Value> {
  const tools = folder === undefined ? null : toolsHash();
  if (folder === undefined || tools === null) return (await make()).value;
  const file = path.join(folder, `${hashOf(JSON.stringify([tools, what]))}.json`);
  const found = read<Value>(file, root);
  if (found !== null) return found.value;
  const { value, inputs } = await make();
  const hashed = inputs.map((input) => [path.relative(root, input), hashOfFile(input)] as const);
  keep(folder, file, { value, inputs: hashed }, maxResults);
  return value;
}

/** Every file below a folder, absolute and sorted; none when it is not there. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch {
    return [];
  }
}

function read<Value>(file: string, root: string): Kept<Value> | null {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept<Value>;
    if (!kept.inputs.every(([input, hash]) => hashOfFile(path.resolve(root, input)) === hash)) return null;
    const now = new Date();
    utimesSync(file, now, now);
    return kept;
  } catch {
    return null;
  }
}

function keep(folder: string, file: string, kept: Kept<unknown>, maxResults: number): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return;
  }
  const part = `${file}.${randomUUID()}.part`;
  try {
    writeFileSync(part, JSON.stringify(kept));
    renameSync(part, file);
    const names = readdirSync(folder);
    if (names.length <= maxResults) return;
    const old = names
      .map((name) => path.join(folder, name))
      .map((name) => ({ name, usedMs: statSync(name).mtimeMs }))
      .sort((one, other) => other.usedMs - one.usedMs)
      .slice(maxResults);
    for (const { name } of old) rmSync(name, { force: true });
  } catch {
    // A full or a read-only disk is no fault of the build.
    rmSync(part, { force: true });
  }
}

/** `null` if npm did not install the packages: their versions are then unknown. Looked up once in a process. */
function toolsHash(): string | null {
  known ??= { hash: lookUpToolsHash() };
  return known.hash;
}

function lookUpToolsHash(): string | null {
  const installed = nearest(INSTALLED);
  if (installed === null) return null;
  const files = TOOLS.flatMap((name) => [path.join(PACKAGE, name), ...filesBelow(path.join(PACKAGE, name))]);
  const hash = createHash('sha256').update(readFileSync(installed));
  for (const file of files) {
    if (statSync(file).isFile()) hash.update(path.relative(PACKAGE, file)).update(hashOfFile(file));
  }
  return hash.digest('hex');
}

function nearest(name: string): string | null {
  for (let folder = PACKAGE; ; folder = path.dirname(folder)) {
    const file = path.join(folder, name);
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
    if (path.dirname(folder) === folder) return null;
  }
}

function hashOfFile(file: string): string {
  return hashOf(readFileSync(file));
}

function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
