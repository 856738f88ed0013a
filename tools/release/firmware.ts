/** The interpreter's files for one board, out of a release. */
import type { Chip } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { isArchive, type ReleaseFiles, readRelease, type Wanted } from './archive.ts';
import { checkedVersion } from './firmware-check.ts';

/** One file and where it goes in flash. */
export interface FirmwareFile {
  readonly name: string;
  readonly addressBytes: number;
  readonly bytes: Uint8Array;
}

/** What a release has for a board. */
export interface Firmware {
  /** E.g. `2v29` or `2v29.277`, as the interpreter itself says it. */
  readonly version: string;
  /** The archive or folder it came from. */
  readonly source: string;
  readonly files: readonly FirmwareFile[];
}

/** Folder of one build in a release: version, build. */
const BUILD_FOLDER =
  /(?:^|\/)espruino_([0-9]+v[0-9]+(?:\.[0-9]+)?)_([a-z0-9_]+?)(?:\.zip|\.tgz|\.tar\.gz)?(?:\/|$)/i;

/**
 * Takes the chip's files out of an archive or a folder, and checks them.
 * @throws ToolError RELEASE_MISSING, RELEASE_UNREADABLE, RELEASE_SEVERAL_BAD, FIRMWARE_BAD.
 */
export function readFirmware(source: string, chip: Chip): Firmware {
  return pickFirmware(readRelease(source, wantedBy(chip)), chip, source);
}

/** What is worth unpacking for a chip: its files, and archives of its build. */
export function wantedBy({ firmware }: Chip): Wanted {
  const names = new Set(firmware.files.map(({ name }) => name));
  const build = buildOf(firmware.archive);
  return (path) => {
    const folder = BUILD_FOLDER.exec(path);
    if (folder && build !== null && folder[2]?.toLowerCase() !== build) return false;
    return isArchive(path) ? folder !== null : names.has(baseName(path));
  };
}

/**
 * Picks the chip's files by name, all from one folder: the one nearest to what the user named.
 * @throws ToolError RELEASE_MISSING naming the first file that is not there, RELEASE_SEVERAL_BAD, FIRMWARE_BAD.
 */
export function pickFirmware(release: ReleaseFiles, chip: Chip, source: string): Firmware {
  const { firmware } = chip;
  const folder = folderOf(release, chip, source);
  const files = firmware.files.map(({ name, offsetBytes }): FirmwareFile => {
    const bytes = release.get(folder + name);
    if (bytes === undefined || bytes.length === 0) {
      throw new ToolError('RELEASE_MISSING', `${source}: contains no ${name} for ${firmware.board}.`, {
        help: `Use the archive or folder of ${firmware.archive ?? firmware.board}, as in an Espruino release.`,
      });
    }
    return { name, addressBytes: offsetBytes, bytes };
  });
  return { version: checkedVersion(files, chip, source), source, files };
}

/** The folder, with its `/`, that has the most of the files; of several the nearest; of several as near that of the build. */
function folderOf(release: ReleaseFiles, { firmware }: Chip, source: string): string {
  const folders = [...new Set([...release.keys()].map((path) => path.slice(0, -baseName(path).length)))].map(
    (path) => ({
      path,
      missing: firmware.files.filter(({ name }) => !release.has(path + name)).length,
      depth: path.split('/').length,
      isOther: !BUILD_FOLDER.test(path),
    }),
  );
  const rank = (folder: (typeof folders)[number]) => [folder.missing, folder.depth, Number(folder.isOther)];
  folders.sort((one, other) => compare(rank(one), rank(other)));
  const [first, second] = folders;
  if (first && second && first.missing === 0 && compare(rank(first), rank(second)) === 0) {
    throw new ToolError(
      'RELEASE_SEVERAL_BAD',
      `${source}: contains the files of ${firmware.board} more than once, in ${first.path} and ${second.path}.`,
      { help: 'Use one of these folders.' },
    );
  }
  return first?.path ?? '';
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** `espruino_<version>_esp32c3` is the build `esp32c3`. */
function buildOf(archive: string | null): string | null {
  return archive?.replace(/^espruino_<version>_/, '').toLowerCase() ?? null;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
