/** The artefact of a build: what is put on a board, and what is known of it. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Board } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { crc32 } from '../protocol/crc32.ts';
import { encodeState, imageFile, STATE_OFFSET, stateFile } from '../protocol/slots.ts';
import { decodeStorage, encodeStorage, type StorageFile, storedBytes } from '../protocol/storage-image.ts';
import { refuseEndless } from '../regular-file.ts';
import { isSourceMap, manifestFault } from './manifest-shape.ts';
import { isSettingsFile } from './settings-files.ts';
import { FIRST_SEQUENCE, FIRST_SLOT } from './slots.ts';

/** The Storage file that the interpreter runs at power-on: the selector, or on boards without slots the image itself. */
export const BOOT_FILE = '.bootcde';

const FORMAT = 2;
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
  /** CRC-32 of `image.js`, 0 to 2^32 - 1: by which a board can identify the image that it runs. */
  readonly crc32: number;
  /** `.bootcde` is the selector and the image lies in `fw0`; otherwise `.bootcde` is the image. */
  readonly hasSlots: boolean;
  /** Root names are kept and root functions stand as written: for live edits. */
  readonly development: boolean;
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
  /** The boot selector's text; `null` (default): the board has room for one image only. */
  readonly selector?: Uint8Array | null;
  /** Default: false. */
  readonly development?: boolean;
  /** Files beside the image, such as fonts. */
  readonly files: readonly StorageFile[];
  readonly modules: readonly ModuleShare[];
  readonly variables: number;
}

/** Puts an image together. The same parts give the same bytes. @throws ToolError IMAGE_SETTINGS, STORAGE_FULL. */
export function makeImage(parts: ImageParts): Image {
  const { board, code, map, files, modules, variables, selector = null, development = false } = parts;
  const { chip } = board;
  const sum = crc32(code);
  const all =
    selector === null
      ? [{ name: BOOT_FILE, data: code }, ...files]
      : [
          { name: BOOT_FILE, data: selector },
          { name: imageFile(FIRST_SLOT), data: code },
          ...files,
          // Last: a state stands only beside an image that is there.
          { name: stateFile(FIRST_SLOT), data: committedState(code.length, sum) },
        ];
  for (const { name } of files) {
    if (isSettingsFile(name)) {
      throw new ToolError(
        'IMAGE_SETTINGS',
        `${board.id} image: ${name} belongs to one board, not to the image.`,
        {
          help: 'Remove it: settings are added when the image is flashed or booted.',
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
    crc32: sum,
    hasSlots: selector !== null,
    development,
    storage: {
      addressBytes: chip.storage.addressBytes,
      sizeBytes: storage.length,
      usedBytes: all.reduce((total, { data }) => total + storedBytes(data.length), 0),
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
      refuseEndless(path.join(folder, name));
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
    throw damaged(path.join(folder, NAMES.manifest), 'is not valid JSON');
  }
  // One of another format may have other fields.
  const fault = (manifest as Manifest | null)?.format === FORMAT ? manifestFault(manifest) : null;
  if (typeof manifest !== 'object' || manifest === null || fault !== null)
    throw damaged(path.join(folder, NAMES.manifest), `has an invalid value at ${fault ?? '/'}`);
  const image = { code: read(NAMES.code), map: text(NAMES.map), storage: read(NAMES.storage), manifest };
  if (!isSourceMap(image.map)) throw damaged(path.join(folder, NAMES.map), 'is not a source map');
  verifyImage(image, folder);
  return image;
}

/**
 * Compares every hash, and the files in Storage, with the manifest; `where` names the image.
 * @throws ToolError IMAGE_DAMAGED.
 */
export function verifyImage({ code, storage, manifest }: Image, where = manifest.board): void {
  if (manifest.format !== FORMAT) {
    throw damaged(
      `${where} ${NAMES.manifest}`,
      `has format ${manifest.format}, but this tool reads format ${FORMAT}`,
    );
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
  const run = manifest.hasSlots ? imageFile(FIRST_SLOT) : BOOT_FILE;
  if (inside.get(run) !== manifest.hash) throw damaged(storageFile, `does not boot ${NAMES.code}`);
  if (crc32(code) !== manifest.crc32) throw damaged(`${where} ${NAMES.code}`, 'differs from its CRC-32');
  for (const { name, hash } of manifest.files) {
    if (inside.get(name) !== hash) throw damaged(storageFile, `does not contain ${name} as built`);
    inside.delete(name);
  }
  for (const name of inside.keys())
    throw damaged(storageFile, `contains ${name}, which the manifest does not list`);
}

/** An image that came by cable was written whole, and is on trial like any other. */
function committedState(lengthBytes: number, crc: number): Uint8Array {
  const state = encodeState({ sequence: FIRST_SEQUENCE, lengthBytes, crc });
  state[STATE_OFFSET.commit] = 0;
  return state;
}

function damaged(thing: string, fault: string): ToolError {
  return new ToolError('IMAGE_DAMAGED', `${thing}: ${fault}.`, { help: 'Build it again: tinwire build.' });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
