/** The interpreter's files: from what the user named, the cache, or the network. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Chip } from '../../boards/board.ts';
import { ToolError } from '../../errors.ts';
import { cacheFolder } from '../../release/cache.ts';
import { fetchRelease } from '../../release/download.ts';
import { type Firmware, readFirmware } from '../../release/firmware.ts';
import type { CommandContext } from '../command-context.ts';

/** Finds a chip's firmware. @throws ToolError as `readFirmware` and `fetchRelease`. */
export async function findFirmware(
  context: CommandContext,
  chip: Chip,
  named: string | undefined,
  signal: AbortSignal,
): Promise<Firmware> {
  if (named !== undefined) return readFirmware(path.resolve(context.directory, named), chip);
  const { download } = chip.firmware;
  if (download === undefined) {
    throw new ToolError(
      'RELEASE_MISSING',
      `${chip.firmware.board}: boards.json has no download address for it.`,
      {
        help: 'Pass an archive or a folder: --firmware FILE.',
      },
    );
  }
  const address = download.address.replaceAll('<version>', download.version);
  const { output } = context;
  const { file, sha256, isFromCache } = await fetchRelease({
    address,
    folder: path.join(cacheFolder(context.env), 'firmware'),
    signal,
    onProgress: (done, total) =>
      output.progress(
        `${address}: ${Math.round(done / 1024)} kB${total === null ? '' : ` of ${Math.round(total / 1024)} kB`}`,
      ),
  });
  output.progress('');
  if (!isFromCache) output.note(`Downloaded ${address}, SHA-256 ${sha256}`);
  try {
    return readFirmware(file, chip);
  } catch (error) {
    // What a captive portal or a cut line left would be found again each time.
    rmSync(file, { force: true });
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(error.code, `${address}: the download is not a release. ${error.message}`, {
      help: 'It was removed from the cache. Run the command again, or pass an archive: --firmware FILE.',
      cause: error,
    });
  }
}
