/** The interpreter's files for one board, out of a release. */
import type { Chip } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { isArchive, type ReleaseFiles, readRelease, type Wanted } from './archive.ts';

/** One file and where it goes in flash. */
export interface FirmwareFile {
  readonly name: string;
  readonly addressBytes: number;
  readonly bytes: Uint8Array;
}

/** What a release has for a board. */
export interface Firmware {
  /** E.g. `2v29`; `null` when neither path nor name says it. */
  readonly version: string | null;
  /** The archive or folder it came from. */
  readonly source: string;
  readonly files: readonly FirmwareFile[];
}

/** Folder of one build in a release: version, build. */
const BUILD_FOLDER =
  /(?:^|\/)espruino_([0-9]+v[0-9]+(?:\.[0-9]+)?)_([a-z0-9_]+?)(?:\.zip|\.tgz|\.tar\.gz)?(?:\/|$)/i;

/** Takes the chip's files out of an archive or a folder. @throws ToolError RELEASE_MISSING, RELEASE_UNREADABLE. */
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

/** Picks the chip's files by name. @throws ToolError RELEASE_MISSING naming the first file that is not there. */
export function pickFirmware(release: ReleaseFiles, chip: Chip, source: string): Firmware {
  const { firmware } = chip;
  let version = BUILD_FOLDER.exec(source.replaceAll('\\', '/'))?.[1] ?? null;
  const files = firmware.files.map(({ name, offsetBytes }): FirmwareFile => {
    const found = [...release].filter(([path]) => baseName(path) === name);
    const [path, bytes] = found.find(([candidate]) => BUILD_FOLDER.test(candidate)) ?? found[0] ?? [];
    if (path === undefined || bytes === undefined || bytes.length === 0) {
      throw new ToolError('RELEASE_MISSING', `${source}: holds no ${name} for ${firmware.board}.`, {
        help: `Name the archive or folder of ${firmware.archive ?? firmware.board}, as in a release of Espruino.`,
      });
    }
    version = BUILD_FOLDER.exec(path)?.[1] ?? version;
    return { name, addressBytes: offsetBytes, bytes };
  });
  return { version, source, files };
}

/** `espruino_<version>_esp32c3` is the build `esp32c3`. */
function buildOf(archive: string | null): string | null {
  return archive?.replace(/^espruino_<version>_/, '').toLowerCase() ?? null;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
