import path from 'node:path';
import { type Command, Option } from 'commander';
import type { UploadProgress, UploadResult } from '../../console/upload.ts';
import { ToolError } from '../../errors.ts';
import type { Image } from '../../image/image.ts';
import type { Attach, CommandContext } from '../command-context.ts';
import { consolePassword } from '../console-password.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { boardOption, jsonOption } from '../options.ts';

interface UploadFlags {
  readonly board: string;
  readonly port?: string;
  readonly image?: string;
  readonly restart: boolean;
}

/** `tinwire upload`: a built image onto a running board. */
export function addUpload(program: Command, attach: Attach): void {
  const command = program
    .command('upload')
    .summary('upload an image to a running board')
    .description(
      'Write a built image to the inactive slot, verify it on the board, switch over and wait until it runs. Send only what differs, and resume an interrupted upload.',
    )
    .addOption(boardOption())
    .addOption(new Option('-p, --port <name>', 'serial port, tcp://host:port or rfc2217://host:port'))
    .addOption(new Option('--image <folder>', 'folder of the image (default: dist/<board>)'))
    .addOption(new Option('--no-restart', 'keep the old image running until the next boot'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit status: 0 the board runs the image, 1 failed, 2 no image,
3 no board, 4 the board did not answer, 5 not enough Storage.

Examples:
  tinwire upload
  tinwire upload --board esp8266-4mb --port /dev/ttyUSB0
  tinwire upload --port tcp://192.168.1.20:23 --no-restart`,
    );
  attach<UploadFlags>(command, runUpload);
}

async function runUpload(context: CommandContext, flags: UploadFlags): Promise<ExitStatus> {
  const { output } = context;
  const [{ findBoard }, { readImage }, { upload }, { openSession }, { openTransport }, { findPort }] =
    await Promise.all([
      import('../../boards/load.ts'),
      import('../../image/image.ts'),
      import('../../console/upload.ts'),
      import('../../console/open-console.ts'),
      import('../../transport/open.ts'),
      import('../flash/choose-port.ts'),
    ]);
  const board = findBoard(flags.board);
  const folder =
    flags.image === undefined
      ? path.join(context.root, 'dist', board.id)
      : path.resolve(context.directory, flags.image);
  const image = readImage(folder);
  const signal = context.interrupt();
  const name = await findPort(context.directory, flags.port);
  const startedMs = performance.now();
  const password = consolePassword(context);
  const open = async () => openSession(await openTransport(name, { signal }), { signal, password });
  const line = await open();
  try {
    const wanted = image.manifest.firmware.board;
    if (line.firmware.board !== wanted) {
      throw new ToolError(
        'UPLOAD_BOARD_BAD',
        `board on ${name}: it is ${line.firmware.board}, but the image is for ${wanted}.`,
        {
          help: 'Name the board with --board; see tinwire boards.',
        },
      );
    }
    const result = await upload(line, image, {
      restart: flags.restart,
      reopen: name.startsWith('tcp://') ? open : undefined,
      onProgress: (progress) => output.progress(progressText(progress)),
    });
    output.progress('');
    const elapsedMs = Math.round(performance.now() - startedMs);
    output.result(resultText(name, result, elapsedMs));
    output.json({ port: name, board: board.id, ...result, elapsedMs });
    return EXIT.done;
  } catch (error) {
    throw await mapped(error, image, folder, context.root);
  } finally {
    output.progress('');
    await line.close();
  }
}

/** An image that throws says where in its sources. */
async function mapped(error: unknown, image: Image, folder: string, root: string): Promise<unknown> {
  const [{ originalPlaces }, { bootSources, withSources }] = await Promise.all([
    import('../../build/original-places.ts'),
    import('../../console/frames.ts'),
  ]);
  const places = originalPlaces(Buffer.from(image.code).toString('latin1'), image.map, folder, root);
  return withSources(error, bootSources(image, places));
}

function progressText({ step, file, doneBytes, totalBytes }: UploadProgress): string {
  return step === 'write' ? `writing ${file}: ${doneBytes} of ${totalBytes} bytes` : `${step} ...`;
}

function resultText(name: string, result: UploadResult, elapsedMs: number): string {
  const { outcome, slot, imageBytes, sentBytes, isResumed, isSelectorRestored } = result;
  const place = slot === null ? 'the only image (this board has no second slot)' : `slot ${slot}`;
  const took = `${(elapsedMs / 1000).toFixed(1)} s`;
  const extra = `${isResumed ? ', resumed' : ''}${isSelectorRestored ? ', boot code restored' : ''}`;
  if (outcome === 'same') return `${name} already runs this image, in ${place}${extra} (${took})`;
  const now = outcome === 'running' ? 'runs' : 'will run after the next boot';
  return `${name} ${now}: ${imageBytes} bytes in ${place}, verified; ${sentBytes} bytes sent${extra} (${took})`;
}
