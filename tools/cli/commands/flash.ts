import path from 'node:path';
import { type Command, Option } from 'commander';
import { ToolError } from '../../errors.ts';
import type { FlashOptions } from '../../flasher/flash.ts';
import type { StorageFile } from '../../protocol/storage-image.ts';
import type { Attach, CommandContext } from '../command-context.ts';
import { storedPassword } from '../console-password.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { boardOption, integer, jsonOption } from '../options.ts';

interface FlashFlags {
  readonly board: string;
  readonly port?: string;
  readonly firmware?: string;
  readonly image?: string;
  readonly imageOnly?: boolean;
  readonly verify?: boolean;
  readonly dryRun?: boolean;
  readonly erase?: boolean;
  readonly forgetSettings?: boolean;
  readonly settings?: string;
  readonly baud?: number;
}

/** `tinwire flash`: a bare board to the running image. */
export function addFlash(program: Command, attach: Attach): void {
  const command = program
    .command('flash')
    .summary('write the interpreter and an image to a board')
    .description(
      'Write the interpreter and the image to a board over USB, verify them and start the board. Unchanged regions are not rewritten. Settings on the board are kept.',
    )
    .addOption(boardOption())
    .addOption(new Option('-p, --port <name>', 'serial port, tcp://host:port or rfc2217://host:port'))
    .addOption(
      new Option('--firmware <path>', 'release archive or folder of the interpreter (default: download)'),
    )
    .addOption(new Option('--image <folder>', 'folder of the image (default: dist/<board>)'))
    .addOption(new Option('--image-only', 'do not write the interpreter').conflicts('firmware'))
    .addOption(new Option('--verify', 'compare only; write nothing').conflicts(['erase', 'dryRun']))
    .addOption(new Option('--dry-run', 'show what would be written, and where; write nothing'))
    .addOption(new Option('--erase', 'erase the entire flash first').conflicts(['imageOnly', 'dryRun']))
    .addOption(new Option('--settings <file>', 'write these settings to the board (see docs/settings.md)'))
    .addOption(new Option('--forget-settings', 'discard the Wi-Fi and other settings on the board'))
    .addOption(
      new Option('--baud <rate>', 'maximum baud rate (default: 460800)').argParser(integer(9600, 3_000_000)),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit status: 0 everything is on the board, 1 failed or --verify found
a difference, 2 wrong board or files, 3 no board.

Examples:
  tinwire flash --board esp8266-4mb
  tinwire flash --firmware espruino_2v29.zip --port /dev/ttyUSB0
  tinwire flash --image-only --verify`,
    );
  attach<FlashFlags>(command, runFlash);
}

async function runFlash(context: CommandContext, flags: FlashFlags): Promise<ExitStatus> {
  const { output } = context;
  const [{ findBoard }, { findFirmware }, { makePlan, planRows }, show] = await Promise.all([
    import('../../boards/load.ts'),
    import('../flash/find-firmware.ts'),
    import('../../flasher/plan.ts'),
    import('../flash/show-flash.ts'),
  ]);
  const signal = context.interrupt();
  const board = findBoard(flags.board);
  const newSettings =
    flags.settings === undefined ? undefined : [await settingsFile(context, flags.settings)];
  const storage = await storageOf(context, board.id, flags.image);
  const firmware = flags.imageOnly ? null : await findFirmware(context, board.chip, flags.firmware, signal);
  const plan = makePlan({ board, firmware, storage });
  if (flags.dryRun) {
    const version = firmware === null ? '' : `, Espruino ${firmware.version}`;
    output.result(`${board.id}: ${board.name}${version}\n${show.planText(plan)}`);
    output.json({
      board: board.id,
      version: firmware?.version ?? null,
      regions: planRows(plan),
    });
    return EXIT.done;
  }
  return flashBoard(context, flags, { board, firmware, storage, newSettings, signal });
}

async function flashBoard(
  context: CommandContext,
  flags: FlashFlags,
  what: FlashOptions,
): Promise<ExitStatus> {
  const { output } = context;
  const [{ flash }, { dropWhenAnswered }, { openTransport }, { webSerial }, { findPort }, kept, show] =
    await Promise.all([
      import('../../flasher/flash.ts'),
      import('../../flasher/answered-settings.ts'),
      import('../../transport/open.ts'),
      import('../../transport/web-serial.ts'),
      import('../flash/choose-port.ts'),
      import('../flash/kept-settings.ts'),
      import('../flash/show-flash.ts'),
    ]);
  const name = await findPort(context.directory, flags.port);
  const transport = await openTransport(name, what.signal ? { signal: what.signal } : {});
  const keeper = kept.keptSettings(kept.stateFolder(context.env), restoringCommand(flags, name));
  const warnings: string[] = [];
  try {
    const { isKept, ...result } = await flash(
      { transport, webSerial: webSerial(transport) },
      {
        ...what,
        isVerify: flags.verify === true,
        isErase: flags.erase === true,
        forgetsSettings: flags.forgetSettings === true,
        baud: flags.baud,
        keeper,
        onEvent(event) {
          if (event.kind === 'warning') warnings.push(event.text);
          show.showFlashEvent(output, event);
        },
      },
    );
    output.progress('');
    const isDone = result.regions.every(({ outcome }) => outcome !== 'differs');
    output.result(show.resultText(result));
    output.result(
      isDone
        ? `${what.board.id} on ${name}: done in ${result.seconds.toFixed(1)} s.`
        : `${what.board.id} on ${name}: differs.`,
    );
    if (isKept) {
      output.progress('reading the settings back from the board ...');
      const password = async () => storedPassword(context);
      const { mac } = result;
      const reason = await dropWhenAnswered(transport, { keeper, mac, password, signal: what.signal });
      output.progress('');
      if (reason !== null) {
        warnings.push(`${reason} ${keeper.whereabouts(mac)}`);
        output.note(`Warning: ${warnings.at(-1)}`);
      }
    }
    output.json({ board: what.board.id, port: name, ...result, warnings });
    return isDone ? EXIT.done : EXIT.failed;
  } finally {
    output.progress('');
    await transport.close();
  }
}

/** What repeats a flash so that the settings which it kept come back. */
function restoringCommand({ board, firmware, image, imageOnly, baud }: FlashFlags, port: string): string {
  const words = ['tinwire', 'flash', '--board', board, '--port', port];
  if (firmware !== undefined) words.push('--firmware', firmware);
  if (image !== undefined) words.push('--image', image);
  if (imageOnly) words.push('--image-only');
  if (baud !== undefined) words.push('--baud', String(baud));
  return words.map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

async function settingsFile(context: CommandContext, name: string): Promise<StorageFile> {
  const [{ readSettings }, { checkSettingsSize, SETTINGS_FILE }] = await Promise.all([
    import('../../simulator/settings.ts'),
    import('../../image/settings-files.ts'),
  ]);
  const settings = readSettings(path.resolve(context.directory, name), `--settings ${name}`);
  if (settings === null) {
    throw new ToolError('SETTINGS_MISSING', `--settings ${name}: file not found.`, {
      help: 'Copy tinwire.local.example.json to it and enter your network, or name another JSON file (see docs/settings.md).',
    });
  }
  // Without line ends and spaces: each byte is read at every boot.
  const file = { name: SETTINGS_FILE, data: new TextEncoder().encode(JSON.stringify(settings)) };
  checkSettingsSize(file, `--settings ${name}`);
  return file;
}

async function storageOf(
  context: CommandContext,
  board: string,
  named: string | undefined,
): Promise<Uint8Array> {
  const [{ readImage }, { findBoard }, { BLUETOOTH_OFF_STEPS, needsBluetoothOff }] = await Promise.all([
    import('../../image/image.ts'),
    import('../../boards/load.ts'),
    import('../../boards/bluetooth.ts'),
  ]);
  const folder =
    named === undefined ? path.join(context.root, 'dist', board) : path.resolve(context.directory, named);
  const { manifest, storage } = readImage(folder);
  if (manifest.board !== board) {
    throw new ToolError(
      'IMAGE_BOARD_BAD',
      `${folder}: contains an image for ${manifest.board}, not for ${board}.`,
      {
        help: `Use --board ${manifest.board}.`,
      },
    );
  }
  if (needsBluetoothOff(findBoard(board), manifest.variables.limit))
    for (const line of BLUETOOTH_OFF_STEPS) context.output.note(line);
  return storage;
}
