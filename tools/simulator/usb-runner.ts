/** A virtual board that is used through its USB ports, in a process of its own: what is shown of it, and hands on it. */

import { aborted } from '../aborted.ts';
import type { Board } from '../boards/board.ts';
import type { CommandContext } from '../cli/command-context.ts';
import type { Output } from '../cli/output.ts';
import { ToolError } from '../errors.ts';
import { SETTINGS_FILE, withSettings } from '../image/settings-files.ts';
import { removeStaleLink } from '../vboard/host-ports/pty.ts';
import type { UsbPort } from '../vboard/host-ports/usb-ports.ts';
import { type BoardProcess, startBoardProcess } from '../vboard/process/board-process.ts';
import type { HandAct, Report, UsbOrder } from '../vboard/process/messages.ts';
import { consoleLines } from './console-lines.ts';
import type { Settings } from './settings.ts';
import { standInFolder } from './stand-in.ts';
import { type ControlPort, type Controls, lineOfKey, openControlPort, runCommand } from './usb-control.ts';

/** A program that loops in code which never looks up keeps the board from a reset for longer than this. */
const ACT_MS = 1000;

export interface UsbRunnerOptions {
  readonly board: Board;
  /** The image's complete Storage area; null: a bare board. */
  readonly storage: Uint8Array | null;
  readonly settings: Settings;
  readonly ports: readonly UsbPort[];
  /** Path of a real interpreter; `null`: the built-in engine. */
  readonly engine: string | null;
  /** The file that keeps the flash; without one it is gone at the end. */
  readonly flashFile?: string | undefined;
  /** Bits per second. */
  readonly baudLimit?: number | undefined;
  readonly faults?: string | undefined;
  /** Changes of the flash until the power fails. */
  readonly powerCut?: number | undefined;
  readonly controlPort?: number | undefined;
  readonly syncEntersLoader: boolean;
  /** Console lines are shown. */
  readonly isVerbose: boolean;
}

/** Runs the board until Ctrl-C or `quit`. Throws FAULTS_BAD, FLASH_FILE_BAD, HOST_PTY, HOST_LINK, HOST_PORT, BOARD_ENDED. */
export async function runUsbBoard(context: CommandContext, options: UsbRunnerOptions): Promise<0> {
  const { board } = options;
  const { output } = context;
  const signal = context.interrupt();
  const there = startBoardProcess();
  let isQuitting = (): void => {};
  const quit = new Promise<void>((resolve) => {
    isQuitting = resolve;
  });
  const shown = show(there, options, output);
  const controls = controlsOf(there, shown, isQuitting);
  const isOver = Promise.race([quit, aborted(signal)]);
  let control: ControlPort | null = null;
  let freeKeys = (): void => {};
  try {
    const opened = there.open(orderOf(options));
    if ((await Promise.race([opened.then(() => 'open'), isOver])) !== 'open') return 0;
    output.result(
      options.storage === null
        ? `A bare ${board.name}. Next: npx tinwire flash --board ${board.id} --port ${shown.ports[0] ?? ''} --firmware ${standInFolder(context.env, board)}`
        : `${board.name} with stand-in firmware. Next: npx tinwire repl --board ${board.id} --port ${shown.ports[0] ?? ''}`,
    );
    if (options.controlPort !== undefined) {
      control = await openControlPort(controls, options.controlPort);
      output.result(`Control port: tcp://127.0.0.1:${control.port}`);
      output.event({ event: 'control', port: control.port });
    }
    freeKeys = takeKeys(controls, output.note);
    // It ends with the power on, and what was typed since is for the board.
    void there.act('power on').catch(() => {});
    await Promise.race([isOver, there.died.then((error) => Promise.reject(error))]);
    return 0;
  } finally {
    freeKeys();
    await control?.close();
    await there.stop();
    for (const port of options.ports) if (port.kind === 'pty' && port.link) removeStaleLink(port.link);
  }
}

function orderOf(options: UsbRunnerOptions): UsbOrder {
  const { board, settings, storage } = options;
  const data = new TextEncoder().encode(JSON.stringify(settings));
  const area =
    storage === null ? null : withSettings(storage, board.chip.storage, [{ name: SETTINGS_FILE, data }]);
  return {
    kind: 'usb',
    board,
    networks: settings.wifi.networks,
    engine: options.engine,
    storage: area === null ? null : Buffer.from(area).toString('base64'),
    ports: options.ports,
    flashFile: options.flashFile ?? null,
    baudLimit: options.baudLimit ?? null,
    faults: options.faults ?? null,
    powerCut: options.powerCut ?? null,
    syncEntersLoader: options.syncEntersLoader,
  };
}

/** What is known of the board from what was shown of it. */
interface Shown {
  readonly ports: readonly string[];
  readonly state: string;
}

function show(there: BoardProcess, { board, isVerbose }: UsbRunnerOptions, output: Output): Shown {
  const shown: { ports: readonly string[]; state: string } = { ports: [], state: 'off' };
  const lines = consoleLines((text) => output.note(text));
  const take = (report: Report): void => {
    if (report.kind === 'console' && isVerbose) lines.take(report.bytes);
    else if (report.kind === 'ports') {
      shown.ports = report.names;
      for (const name of report.names) {
        output.result(`USB port: ${name}`);
        output.event({ event: 'port', port: name });
      }
    } else if (report.kind === 'state') {
      shown.state = report.state;
      output.note(`${board.id}: ${report.state}`);
      output.event({ event: 'state', state: report.state });
    } else if (report.kind === 'accident') {
      output.note(report.what === 'power' ? 'The power failed.' : 'The cable was unplugged.');
      if (report.what === 'cable') output.event({ event: 'cut' });
    } else if (report.kind === 'listen' && report.protocol === 'tcp') {
      const { boardPort, hostPort } = report;
      output.result(`The board's TCP port ${boardPort} is 127.0.0.1:${hostPort}.`);
      output.event({ event: 'listening', boardPort, hostPort });
    } else if (report.kind === 'busy') {
      output.note(
        `${board.id}: the program has been busy for several seconds. Reset the board or press Ctrl-C to stop it.`,
      );
    }
  };
  there.onReport(take);
  return shown;
}

function controlsOf(there: BoardProcess, shown: Shown, quit: () => void): Controls {
  const act = async (name: HandAct): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ToolError('BOARD_STUCK', `${name}: ${STUCK}`)), ACT_MS);
    });
    await Promise.race([there.act(name), late]).finally(() => clearTimeout(timer));
  };
  return {
    boot: () => act('boot'),
    reset: () => act('reset'),
    press: () => act('press'),
    power: (on) => act(on ? 'power on' : 'power off'),
    plug: () => act('plug'),
    unplug: () => act('unplug'),
    wifi: (on) => act(on ? 'wifi on' : 'wifi off'),
    // Later, so that who asked still gets its answer.
    quit: () => void setImmediate(quit),
    get isPowered() {
      return shown.state !== 'off';
    },
  };
}

const STUCK =
  'the virtual board is running code that cannot be interrupted. Stop this command and run it again.';

function takeKeys(controls: Controls, note: (text: string) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const onKey = (bytes: Buffer): void => {
    const line = lineOfKey(bytes.toString('latin1'), controls);
    if (line !== undefined) void runCommand(controls, line).catch((error: ToolError) => note(error.message));
  };
  stdin.setRawMode(true).on('data', onKey).resume();
  note('Keys: b boot, r reset, f press BOOT, p power, q quit.');
  return () => {
    stdin.off('data', onKey).setRawMode(false).pause();
  };
}
