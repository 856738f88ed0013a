/** The artefact of a build: what is put on a board, and what is known of it. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Board } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { decodeStorage, encodeStorage, type StorageFile, storedBytes } from '../protocol/storage-image.ts';
import { isSettingsFile } from './settings-files.ts';

/** The Storage file that the interpreter runs at power-on. */
export const BOOT_FILE = '.bootcde';

const FORMAT = 1;
const NAMES = {
  code: 'image.js',
  map: 'image.js.map',
  storage: 'storage.bin',
  manifest: 'manifest.json',
} as const;

/** One source module's share of an image. */
export interface ModuleShare {
  readonly name: string;
  readonly bytes: number;
  /** Estimated, once the image runs. */
  readonly variables: number;
}

/** What `manifest.json` says of an image. Hashes are SHA-256 in hex. */
export interface Manifest {
  readonly format: number;
  readonly board: string;
  readonly firmware: { readonly board: string; readonly minimumVersion: string };
  /** Of `image.js`: what a running board reports as its own. */
  readonly hash: string;
  readonly imageBytes: number;
  readonly storage: {
    readonly addressBytes: number;
    readonly sizeBytes: number;
    readonly usedBytes: number;
    readonly hash: string;
  };
  readonly files: readonly { readonly name: string; readonly sizeBytes: number; readonly hash: string }[];
  readonly variables: { readonly estimated: number; readonly limit: number };
  readonly modules: readonly ModuleShare[];
}

/** An image with the complete Storage area; the board's own settings and `.wificfg` are never in it. */
export interface Image {
  readonly code: Uint8Array;
  /** Source map of `code`, JSON. */
  readonly map: string;
  readonly storage: Uint8Array;
  readonly manifest: Manifest;
}

/** What an image is made of. */
export interface ImageParts {
  readonly board: Board;
  readonly code: Uint8Array;
  readonly map: string;
  /** Files beside the boot file, such as fonts. */
  readonly files: readonly StorageFile[];
  readonly modules: readonly ModuleShare[];
  readonly variables: number;
}

/** Puts an image together. The same parts give the same bytes. @throws ToolError IMAGE_SETTINGS, STORAGE_FULL. */
export function makeImage({ board, code, map, files, modules, variables }: ImageParts): Image {
  const { chip } = board;
  const all = [{ name: BOOT_FILE, data: code }, ...files];
  for (const { name } of files) {
    if (isSettingsFile(name)) {
      throw new ToolError(
        'IMAGE_SETTINGS',
        `${board.id} image: ${name} belongs to one board, not to the image.`,
        {
          help: 'Leave it out: settings are added when the image is flashed or booted.',
        },
      );
    }
  }
  const storage = encodeStorage(all, chip.storage);
  const manifest: Manifest = {
    format: FORMAT,
    board: board.id,
    firmware: { board: chip.firmware.board, minimumVersion: chip.firmware.minimumVersion },
    hash: sha256(code),
    imageBytes: code.length,
    storage: {
      addressBytes: chip.storage.addressBytes,
      sizeBytes: storage.length,
      usedBytes: all.reduce((sum, { data }) => sum + storedBytes(data.length), 0),
      hash: sha256(storage),
    },
    files: all.map(({ name, data }) => ({ name, sizeBytes: data.length, hash: sha256(data) })),
    variables: { estimated: variables, limit: chip.variables.count },
    modules,
  };
  return { code, map, storage, manifest };
}

/** Writes the four files of an image into `folder`, made if missing. */
export function writeImage(folder: string, image: Image): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, NAMES.code), image.code);
  writeFileSync(path.join(folder, NAMES.map), image.map);
  writeFileSync(path.join(folder, NAMES.storage), image.storage);
  writeFileSync(path.join(folder, NAMES.manifest), `${JSON.stringify(image.manifest, null, 2)}\n`);
}

/** Reads an image back and checks it. @throws ToolError IMAGE_MISSING, IMAGE_DAMAGED. */
export function readImage(folder: string): Image {
  const read = (name: string): Uint8Array => {
    try {
      return new Uint8Array(readFileSync(path.join(folder, name)));
    } catch (cause) {
      throw new ToolError('IMAGE_MISSING', `${path.join(folder, name)}: cannot be read.`, {
        help: 'Build the image first: tinwire build.',
        cause,
      });
    }
  };
  const text = (name: string) => new TextDecoder().decode(read(name));
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text(NAMES.manifest)) as Manifest;
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw damaged(path.join(folder, NAMES.manifest), 'is no JSON');
  }
  const image = { code: read(NAMES.code), map: text(NAMES.map), storage: read(NAMES.storage), manifest };
  verifyImage(image, folder);
  return image;
}

/**
 * Compares every hash, and the files in Storage, with the manifest; `where` names the image.
 * @throws ToolError IMAGE_DAMAGED.
 */
export function verifyImage({ code, storage, manifest }: Image, where = manifest.board): void {
  if (manifest.format !== FORMAT) {
    throw damaged(`${where} ${NAMES.manifest}`, `has format ${manifest.format}, this tool reads ${FORMAT}`);
  }
  if (!Array.isArray(manifest.files) || !manifest.storage) {
    throw damaged(`${where} ${NAMES.manifest}`, 'lacks the list of files or the Storage area');
  }
  if (sha256(code) !== manifest.hash) throw damaged(`${where} ${NAMES.code}`, 'differs from its hash');
  const storageFile = `${where} ${NAMES.storage}`;
  if (sha256(storage) !== manifest.storage.hash) throw damaged(storageFile, 'differs from its hash');
  const inside = new Map(
    decodeStorage(storage, { pageSizeBytes: storage.length, pages: 1 }).files.map(({ name, data }) => [
      name,
      sha256(data),
    ]),
  );
  if (inside.get(BOOT_FILE) !== manifest.hash) throw damaged(storageFile, `does not boot ${NAMES.code}`);
  for (const { name, hash } of manifest.files) {
    if (inside.get(name) !== hash) throw damaged(storageFile, `does not hold ${name} as built`);
    inside.delete(name);
  }
  for (const name of inside.keys())
    throw damaged(storageFile, `holds ${name}, which the manifest does not list`);
}

function damaged(thing: string, fault: string): ToolError {
  return new ToolError('IMAGE_DAMAGED', `${thing}: ${fault}.`, { help: 'Build it again: tinwire build.' });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
