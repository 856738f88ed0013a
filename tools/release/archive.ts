/** Files out of a release's archive (.zip, .tgz, and one inside the other) or folder, with bounds on what comes out. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { ToolError } from '../errors.ts';
import { refuseEndless } from '../regular-file.ts';
import { tarFiles } from './tar.ts';

/** A release for all boards has some 30 MB; an archive that unpacks to more than this is no release. */
const MAX_ARCHIVE_BYTES = 128 << 20;
/** The largest flash of a board that is supported. */
const MAX_FILE_BYTES = 16 << 20;
/** Folders below the one that was named. */
const DEEPEST_FOLDER = 3;
const MAX_FILES = 5000;

/** Files by their path in the archive, `/` between folders. */
export type ReleaseFiles = ReadonlyMap<string, Uint8Array>;

/** Which paths are wanted; others are not unpacked. An archive inside is entered when its path is wanted. */
export type Wanted = (path: string) => boolean;

/** Reads an archive or a folder. @throws ToolError RELEASE_MISSING, RELEASE_UNREADABLE. */
export function readRelease(name: string, wanted: Wanted): ReleaseFiles {
  try {
    if (statSync(name).isDirectory()) return readFolder(name, wanted);
    if (statSync(name).size > MAX_ARCHIVE_BYTES)
      throw unreadable(name, `is larger than ${MAX_ARCHIVE_BYTES} bytes`);
    refuseEndless(name);
    return unpack(path.basename(name), new Uint8Array(readFileSync(name)), wanted);
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError('RELEASE_MISSING', `${name}: cannot be read.`, {
      help: 'Use a release archive of Espruino (.zip, .tgz), or the folder it was unpacked to.',
      cause,
    });
  }
}

/** Unpacks an archive's bytes; `name` says of which kind. @throws ToolError RELEASE_UNREADABLE. */
export function unpack(name: string, bytes: Uint8Array, wanted: Wanted): ReleaseFiles {
  const files = new Map<string, Uint8Array>();
  for (const [inside, data] of unpackOne(name, bytes, wanted)) {
    if (!isArchive(inside)) files.set(inside, data);
    else
      for (const [deeper, inner] of unpackOne(inside, data, wanted))
        files.set(`${withoutEnding(inside)}/${deeper}`, inner);
  }
  return files;
}

function unpackOne(name: string, bytes: Uint8Array, wanted: Wanted): ReleaseFiles {
  try {
    if (/\.(tgz|tar\.gz)$/i.test(name)) {
      const tar = gunzipSync(bytes, { maxOutputLength: MAX_ARCHIVE_BYTES });
      const prefix = withoutEnding(name);
      return checked(
        name,
        tarFiles(tar, (file) => wanted(`${prefix}/${file}`) || wanted(file)),
      );
    }
    if (/\.zip$/i.test(name)) return checked(name, unzip(name, bytes, wanted));
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw unreadable(name, `is damaged: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  throw unreadable(name, 'is not a .zip, .tgz or .tar.gz');
}

function unzip(name: string, bytes: Uint8Array, wanted: Wanted): ReleaseFiles {
  let total = 0;
  const unpacked = unzipSync(bytes, {
    filter: (file) => {
      if (file.name.endsWith('/') || !wanted(file.name)) return false;
      total += file.originalSize;
      const limit = isArchive(file.name) ? MAX_ARCHIVE_BYTES : MAX_FILE_BYTES;
      if (file.originalSize > limit || total > MAX_ARCHIVE_BYTES)
        throw unreadable(
          name,
          `contains ${file.name} of ${file.originalSize} bytes, more than any board has`,
        );
      return true;
    },
  });
  return new Map(Object.entries(unpacked));
}

function checked(name: string, files: ReleaseFiles): ReleaseFiles {
  for (const [file, data] of files) {
    if (file.startsWith('/') || file.includes('\\') || file.split('/').includes('..'))
      throw unreadable(name, `contains the path "${file}", which points outside it`);
    if (data.length > MAX_FILE_BYTES && !isArchive(file))
      throw unreadable(name, `contains ${file} of ${data.length} bytes, more than any board has`);
  }
  return files;
}

function readFolder(folder: string, wanted: Wanted): ReleaseFiles {
  const files = new Map<string, Uint8Array>();
  let count = 0;
  function walk(below: string, depth: number): void {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      if (++count > MAX_FILES)
        throw unreadable(folder, `contains more than ${MAX_FILES} files; it is not a release`);
      const inside = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && depth < DEEPEST_FOLDER) walk(inside, depth + 1);
      else if (entry.isFile() && !isArchive(inside) && wanted(inside))
        files.set(inside, new Uint8Array(readFileSync(path.join(folder, inside))));
    }
  }
  walk('', 0);
  return files;
}

/** Whether a name is that of an archive that can be unpacked. */
export function isArchive(name: string): boolean {
  return /\.(zip|tgz|tar\.gz)$/i.test(name);
}

function withoutEnding(name: string): string {
  return name.replace(/\.(zip|tgz|tar\.gz)$/i, '');
}

function unreadable(name: string, fault: string, cause?: unknown): ToolError {
  return new ToolError('RELEASE_UNREADABLE', `${name}: ${fault}.`, {
    help: 'Use a release archive of Espruino (.zip, .tgz), or the folder it was unpacked to.',
    cause,
  });
}
