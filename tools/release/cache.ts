/** Where downloaded releases are kept, with their SHA-256. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** A file in the cache. */
export interface CachedFile {
  readonly file: string;
  /** Hex. */
  readonly sha256: string;
}

/** The cache's folder: XDG_CACHE_HOME, LOCALAPPDATA on Windows, else `~/.cache`; `tinwire` in it. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: string = process.platform): string {
  const base = platform === 'win32' ? env.LOCALAPPDATA : env.XDG_CACHE_HOME;
  return path.join(
    base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache'),
    'tinwire',
  );
}

/** A file as it was stored; `null` when it is not there or differs from its SHA-256. */
export function cached(folder: string, name: string): CachedFile | null {
  const file = path.join(folder, name);
  try {
    const sha256 = readFileSync(`${file}.sha256`, 'utf8').split(/\s/)[0] ?? '';
    return sha256Of(readFileSync(file)) === sha256 ? { file, sha256 } : null;
  } catch {
    return null;
  }
}

/** Stores a file; one that is half written is never found. Throws as the file system does. */
export function store(folder: string, name: string, bytes: Uint8Array): CachedFile {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  const sha256 = sha256Of(bytes);
  // The hash goes last: without it, or with an old one, the file does not count.
  for (const [target, content] of [
    [file, bytes],
    [`${file}.sha256`, `${sha256}  ${name}\n`],
  ] as const) {
    const part = `${target}.${randomUUID()}.part`;
    try {
      writeFileSync(part, content);
      renameSync(part, target);
    } finally {
      rmSync(part, { force: true });
    }
  }
  return { file, sha256 };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
