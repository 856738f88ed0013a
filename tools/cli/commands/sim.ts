import path from 'node:path';
import { type Command, Option } from 'commander';
import type { Board } from '../../boards/board.ts';
import { ToolError } from '../../errors.ts';
import type { Attach, CommandContext } from '../command-context.ts';
import { boardOption, integer, portOption } from '../options.ts';

interface SimOptions {
  readonly board: string;
  readonly image?: string;
  readonly port?: number;
  readonly engine: string;
  readonly once?: boolean;
  readonly png?: string;
  readonly verbose?: boolean;
  readonly usb?: readonly string[];
  readonly usbLink?: string;
  readonly flash?: string;
  readonly bare?: boolean;
  readonly baudLimit?: number;
  readonly faults?: string;
  readonly powerCut?: number;
  readonly control?: string;
  readonly syncEntersLoader?: boolean;
}

const USB_OPTIONS: ReadonlySet<string> = new Set([
  'usbLink',
  'flash',
  'bare',
  'baudLimit',
  'faults',
  'powerCut',
  'control',
  'json',
  'syncEntersLoader',
]);
/** What a board with a USB port leaves to its cable. */
const DESK_OPTIONS: ReadonlySet<string> = new Set(['port', 'once', 'png']);
const BUILTIN_ENGINE = 'builtin';

/** `tinwire sim`: runs an image that was built before. */
export function addSim(program: Command, attach: Attach): void {
  const command = program
    .command('sim')
    .summary('run an existing image on a virtual board')
    .description('Run an image that is already built on a virtual board. Press Ctrl-C to stop.')
    .addOption(boardOption())
    .addOption(new Option('--image <folder>', 'folder of the image (default: dist/<board>)'))
    .addOption(portOption())
    .addOption(
      new Option('--engine <engine>', `${BUILTIN_ENGINE}, or the path of Espruino built for Linux`).default(
        BUILTIN_ENGINE,
      ),
    )
    .addOption(new Option('--once', 'send one greeting, then exit'))
    .addOption(
      new Option('--png <file>', 'write the OLED to a PNG file after the greeting and on each change'),
    )
    .addOption(
      new Option('--usb [port]', 'USB port of the board: pty, tcp:PORT or rfc2217:PORT; repeatable')
        .preset('pty')
        .argParser((text: string, before?: readonly string[]) => [...(before ?? []), text]),
    )
    .addOption(new Option('--usb-link <path>', 'symlink to the pty, removed on exit'))
    .addOption(new Option('--flash <file>', 'with --usb: store the flash contents in this file'))
    .addOption(new Option('--bare', 'with --usb: start with empty flash, without firmware'))
    .addOption(
      new Option('--baud-limit <n>', 'with --usb: line speed in bits per second').argParser(
        integer(1, 10_000_000),
      ),
    )
    .addOption(new Option('--faults <text>', 'with --usb: simulate a bad cable, such as seed=7,lose=0.001'))
    .addOption(
      new Option('--power-cut <n>', 'with --usb: cut the power after n changes to the flash').argParser(
        integer(0, 1_000_000_000),
      ),
    )
    .addOption(
      new Option(
        '--control <port>',
        'with --usb: accept commands on tcp:PORT: boot, reset, press, power on, wifi off, quit ...',
      ),
    )
    .addOption(new Option('--json', 'with --usb: print one JSON object per event, one per line'))
    .addOption(new Option('--sync-enters-loader', 'enter the loader on SYNC (default with pty and tcp)'))
    .addOption(new Option('--no-sync-enters-loader', 'enter the loader only by control lines or buttons'))
    .addHelpText(
      'after',
      `
Examples:
  tinwire sim
  tinwire sim --board mpython --once --png oled.png
  tinwire sim --engine ~/Espruino/espruino`,
    );
  attach<SimOptions>(command, async (context, options) => {
    const [
      { findBoard },
      { needsBluetoothOff, withoutBluetooth },
      { readImage },
      { oneImage },
      { simulate },
    ] = await Promise.all([
      import('../../boards/load.ts'),
      import('../../boards/bluetooth.ts'),
      import('../../image/image.ts'),
      import('../../simulator/image-outcome.ts'),
      import('../../simulator/board-runner.ts'),
    ]);
    let board = findBoard(options.board);
    refuseOptions(command, options.usb !== undefined);
    if (options.usb && options.bare) {
      return simulateUsb(context, board, null, options);
    }
    const folder =
      options.image === undefined
        ? path.join(context.root, 'dist', board.id)
        : path.resolve(context.directory, options.image);
    const image = readImage(folder);
    if (image.manifest.board !== board.id) {
      throw new ToolError(
        'IMAGE_BOARD_BAD',
        `${folder}: contains an image for ${image.manifest.board}, not for ${board.id}.`,
        {
          help: `Use --board ${image.manifest.board}.`,
        },
      );
    }
    if (needsBluetoothOff(board, image.manifest.variables.limit)) board = withoutBluetooth(board);
    if (options.png !== undefined && board.display === null) {
      throw new ToolError('PICTURE_BAD', `--png ${options.png}: ${board.id} has no display.`, {
        help: 'Omit --png, or use another --board.',
      });
    }
    if (options.usb) return simulateUsb(context, board, image.storage, options);
    return simulate(context, {
      board,
      images: (signal) => oneImage(image, folder, context.root, signal),
      port: options.port,
      engine: engineOf(options.engine, context.directory),
      isOnce: options.once === true,
      isWatch: false,
      isOwnProgram: !image.manifest.modules.some(({ name }) => name === board.entry),
      png: options.png,
    });
  });
}

/** What would be ignored: options of the other way to run a board. Throws USB_OPTION. */
function refuseOptions(command: Command, isUsb: boolean): void {
  const names = isUsb ? DESK_OPTIONS : USB_OPTIONS;
  for (const option of command.options) {
    const name = option.attributeName();
    const isGiven = command.getOptionValueSource(name) === 'cli';
    if (!isGiven || !names.has(name) || option.negate !== (command.getOptionValue(name) === false)) continue;
    throw new ToolError(
      'USB_OPTION',
      `${option.long}: has no effect on a board ${isUsb ? 'with' : 'without'} a USB port.`,
      {
        help: isUsb ? `Omit ${option.long} or --usb.` : 'Add --usb.',
      },
    );
  }
}

async function simulateUsb(
  context: CommandContext,
  board: Board,
  storage: Uint8Array | null,
  options: SimOptions,
): Promise<0> {
  const [{ runUsbBoard }, { parseUsbPort }, { parseControlPort }, { localSettings }] = await Promise.all([
    import('../../simulator/usb-runner.ts'),
    import('../../vboard/host-ports/usb-ports.ts'),
    import('../../simulator/usb-control.ts'),
    import('../../simulator/settings.ts'),
  ]);
  const inFolder = (file: string): string => path.resolve(context.directory, file);
  const link = options.usbLink === undefined ? undefined : inFolder(options.usbLink);
  const ports = (options.usb ?? []).map(parseUsbPort);
  const firstPty = ports.findIndex(({ kind }) => kind === 'pty');
  return runUsbBoard(context, {
    board,
    storage,
    settings: localSettings(context.root),
    ports: ports.map((port, index) =>
      port.kind === 'pty' && index === firstPty && link !== undefined ? { ...port, link } : port,
    ),
    engine: engineOf(options.engine, context.directory),
    flashFile: options.flash === undefined ? undefined : inFolder(options.flash),
    baudLimit: options.baudLimit,
    faults: options.faults,
    powerCut: options.powerCut,
    controlPort: options.control === undefined ? undefined : parseControlPort(options.control),
    // Where the cable has no control lines, nothing else could.
    syncEntersLoader: options.syncEntersLoader ?? ports.some(({ kind }) => kind !== 'rfc2217'),
    isVerbose: options.verbose === true,
  });
}

function engineOf(name: string, directory: string): string | null {
  return name === BUILTIN_ENGINE ? null : path.resolve(directory, name);
}
