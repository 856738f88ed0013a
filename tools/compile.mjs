/** TypeScript bundled to JavaScript once and kept: a process that starts from it needs no loader, and half the time. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Written by npm: the installed packages, and so where each lies and the compiler's version. */
const INSTALLED = 'node_modules/.package-lock.json';

/**
 * The folder with `entries` (paths from the project's folder) bundled to `.mjs` files of the same paths, up to date with every
 * source in `folders`; null where none can be written, or a source is wrong. `import.meta.url` stays that of the source.
 * What was made of earlier sources goes after `keptMs`: a process that was started from it may still run.
 */
export async function compiled(name, entries, folders, keptMs, root = ROOT) {
  const version = `${name}-${stamp(entries, folders, root)}`;
  const places = cacheFolders(root);
  const known = places.map((cache) => path.join(cache, version)).find((made) => existsSync(made));
  if (known !== undefined) return known;
  for (const cache of places) {
    const made = path.join(cache, version);
    const part = `${made}.${randomUUID()}`;
    try {
      mkdirSync(part, { recursive: true });
      await bundle(entries, part, root);
      renameSync(part, made);
      removeOld(cache, name, made, keptMs);
      return made;
    } catch {
      if (existsSync(part)) rmSync(part, { recursive: true, force: true });
      // Another process may have been faster.
      if (existsSync(made)) return made;
    }
  }
  return null;
}

/** The project's own, and that of a user to whom the project does not belong. */
function cacheFolders(root) {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const home =
    XDG_CACHE_HOME || (process.platform === 'win32' && LOCALAPPDATA) || path.join(os.homedir(), '.cache');
  return [path.join(root, 'node_modules', '.cache', 'tinwire'), path.join(home, 'tinwire', 'compiled')];
}

/** Sizes and times of the sources: reading them all would take longer than the rest of a start. */
function stamp(entries, folders, root) {
  const hash = createHash('sha256').update(JSON.stringify(entries));
  const add = (file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    hash.update(`${file} ${found?.size} ${found?.mtimeMs}\n`);
  };
  add(path.join(root, 'package.json'));
  add(nearest(root, INSTALLED));
  for (const folder of folders) {
    for (const file of readdirSync(path.join(root, folder), { recursive: true }).sort()) {
      if (/\.m?ts$|\.mjs$/.test(file)) add(path.join(root, folder, file));
    }
  }
  return hash.digest('hex').slice(0, 32);
}

/** The project may be a package of another one. */
function nearest(folder, name) {
  const file = path.join(folder, name);
  const above = path.dirname(folder);
  return existsSync(file) || above === folder ? file : nearest(above, name);
}

async function bundle(entries, folder, root) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    // The board's programs have settings of their own; here they run on Node.
    tsconfigRaw: {},
    define: { 'import.meta.url': 'sourceUrl' },
    logLevel: 'silent',
    plugins: [{ name: 'places', setup: keepPlaces }],
  });
}

function keepPlaces(build) {
  // Packages stay where they are, and are found from wherever the bundle lies.
  build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) => {
    if (kind === 'entry-point') return undefined;
    return { path: resolved(name), external: true };
  });
  build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path: file }) => {
    const url = JSON.stringify(pathToFileURL(file).href);
    const text = readFileSync(file, 'utf8');
    const contents = /import\(\s*`/.test(text) ? loaded(text, url) : `const sourceUrl = ${url};${text}`;
    return { contents, loader: 'ts' };
  });
}

/** A module that imports another one anew, by a name that it makes up, needs the loader; it hands on what that one exports. */
function loaded(text, url) {
  const exported = [...text.matchAll(/^export (?:async )?(?:function|const|let|class) (\w+)/gm)];
  return [
    "import { register } from 'tsx/esm/api';",
    `register();\nconst module = await import(${url});`,
    ...exported.map(([, name]) => `export const ${name} = module.${name};`),
  ].join('\n');
}

function resolved(name) {
  try {
    return import.meta.resolve(name);
  } catch {
    // Of a package that is not installed the importing module says so when it runs.
    return name;
  }
}

function removeOld(cache, name, made, keptMs) {
  for (const other of readdirSync(cache)) {
    const folder = path.join(cache, other);
    if (!other.startsWith(`${name}-`) || folder === made) continue;
    if (Date.now() - statSync(folder).mtimeMs > keptMs) rmSync(folder, { recursive: true, force: true });
  }
}
