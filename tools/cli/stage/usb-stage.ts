/** A virtual board that is used through its USB ports, as one on a desk: bare or with marker firmware and an image. */
import type { Board } from '../../boards/board.ts';
import type { ToolError } from '../../errors.ts';
import { SETTINGS_FILE, withSettings } from '../../image/settings-files.ts';
import { scriptAir } from '../../vboard/air/script-air.ts';
import { wallClock } from '../../vboard/chip/clock.ts';
import { markerFirmware } from '../../vboard/chip/firmware-marker.ts';
import { type Flash, norFlash } from '../../vboard/chip/flash.ts';
import { flashFile } from '../../vboard/chip/flash-file.ts';
import { type FaultPlan, faultySocket, parseFaults } from '../../vboard/chip/line-faults.ts';
import { pacedSocket } from '../../vboard/chip/line-rate.ts';
import { powerCutFlash } from '../../vboard/chip/power-cut.ts';
import { createDevice } from '../../vboard/device.ts';
import type { EngineFactory } from '../../vboard/engine.ts';
import type { UsbSocket } from '../../vboard/usb.ts';
import { aborted } from '../aborted.ts';
import type { Session } from '../session.ts';
import { consoleLines } from './console-lines.ts';
import type { Settings } from './settings.ts';
import { STAND_IN_VERSION, standInFolder } from './stand-in.ts';
import { type ControlPort, type Hands, lineOfKey, obey, openControlPort } from './usb-control.ts';
import { closeUsbPorts, type OpenUsbPort, openUsbPorts, type UsbPort } from './usb-ports.ts';

/** As long as a finger takes; programs debounce up to 50 ms. */
const PRESS_MS = 150;

export interface UsbStageOptions {
  readonly board: Board;
  /** The image's complete Storage area; null: a bare board. */
  readonly storage: Uint8Array | null;
  readonly settings: Settings;
  readonly ports: readonly UsbPort[];
  readonly engine?: EngineFactory | undefined;
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

/** Runs the board until Ctrl-C or `quit`. Throws FAULTS_BAD, FLASH_FILE_BAD, PLUG_PTY, PLUG_LINK, PLUG_PORT. */
export async function usbStage(session: Session, options: UsbStageOptions): Promise<0> {
  const { board, settings } = options;
  const { output } = session;
  const clock = wallClock();
  const plan = options.faults === undefined ? null : parseFaults(options.faults);
  const chip = chipOf(options);
  let isQuitting = (): void => {};
  const quit = new Promise<void>((resolve) => {
    isQuitting = resolve;
  });
  const flash = powerCutFlash(chip.flash, options.powerCut ?? Number.POSITIVE_INFINITY, () => {
    output.note('The power failed.');
    device.power(false);
  });
  const { networks } = settings.wifi;
  const air = scriptAir({ networks });
  const device = createDevice({
    board,
    flash,
    clock,
    air,
    syncEntersLoader: options.syncEntersLoader,
    ...(options.engine && { engine: options.engine }),
  });
  const paced =
    options.baudLimit === undefined
      ? null
      : pacedSocket(device.usb, { baud: () => options.baudLimit ?? 0, clock });
  const line = paced ?? device.usb;
  const withFaults = (faults: FaultPlan): UsbSocket =>
    faultySocket(line, faults, {
      clock,
      onCut() {
        output.note('The cable came out.');
        output.event({ event: 'cut' });
        // It comes out once: the next one has its other faults.
        usb = withFaults({ ...faults, cut: null });
        // Later: the byte that it happens at is still on its way through the port that goes.
        setImmediate(() => void hands.unplug());
      },
    });
  let usb = plan === null ? line : withFaults(plan);
  let open: OpenUsbPort[] = [];
  let control: ControlPort | null = null;
  let wanted = options.ports;
  const tellPorts = (): void => {
    for (const { name } of open) {
      output.result(`USB port: ${name}`);
      output.event({ event: 'port', port: name });
    }
  };
  const hands: Hands = {
    boot() {
      device.holdBoot(true);
      device.reset();
      device.holdBoot(false);
    },
    reset: () => device.reset(),
    press() {
      const { button } = board;
      const pins = device.vboard()?.gpio;
      if (!button || !pins) return;
      const pin = Number(button.pin.slice(1));
      pins.drive(pin, button.isActiveLow ? 0 : 1);
      clock.after(PRESS_MS, () => pins.drive(pin, null));
    },
    power(on) {
      if (on) flash.restore();
      device.power(on);
    },
    async plug() {
      if (open.length > 0) return;
      open = await openUsbPorts(usb, wanted);
      tellPorts();
    },
    async unplug() {
      const ports = open;
      open = [];
      if (ports.length > 0) wanted = ports.map(({ again }) => again);
      await closeUsbPorts(ports);
    },
    wifi(on) {
      for (const { ssid } of networks) on ? air.turnOn(ssid) : air.turnOff(ssid);
    },
    // Later, so that who asked still gets its answer.
    quit: () => void setImmediate(isQuitting),
    get isPowered() {
      return device.state !== 'off';
    },
  };
  const lines = consoleLines((text) => output.note(text));
  device.onState((state) => {
    output.note(`${board.id}: ${state}`);
    output.event({ event: 'state', state });
    const running = device.vboard();
    if (state !== 'run' || !running) return;
    if (options.isVerbose) running.onConsole((bytes) => lines.take(bytes));
    running.onListen(({ boardPort, hostPort, protocol }) => {
      if (protocol !== 'tcp') return;
      output.result(`Its TCP port ${boardPort} answers on 127.0.0.1:${hostPort}.`);
      output.event({ event: 'listening', boardPort, hostPort });
    });
  });
  let freeKeys = (): void => {};
  try {
    await hands.plug();
    const first = open[0]?.name ?? '';
    output.result(
      options.storage === null
        ? `A bare ${board.name}. Next: npx tinwire flash --board ${board.id} --port ${first} --firmware ${standInFolder(session.env, board)}`
        : `${board.name} with a stand-in for the real firmware. Next: npx tinwire repl --board ${board.id} --port ${first}`,
    );
    if (options.controlPort !== undefined) {
      control = await openControlPort(hands, options.controlPort);
      output.result(`Control port: tcp://127.0.0.1:${control.port}`);
      output.event({ event: 'control', port: control.port });
    }
    freeKeys = takeKeys(hands, output.note);
    device.power(true);
    await Promise.race([quit, aborted(session.interrupt())]);
    return 0;
  } finally {
    freeKeys();
    await control?.close();
    await hands.unplug();
    paced?.close();
    await device.close();
    chip.close();
  }
}

/** The whole chip; what a flash file already holds stays. */
function chipOf({ board, flashFile: file, storage, settings }: UsbStageOptions): {
  flash: Flash;
  close(): void;
} {
  const { pageSizeBytes, addressBytes } = board.chip.storage;
  const kept = file === undefined ? null : flashFile(file, board.flashBytes, pageSizeBytes);
  const flash = kept ?? norFlash(new Uint8Array(board.flashBytes).fill(0xff), pageSizeBytes);
  if (storage !== null && kept?.isNew !== false) {
    for (const { offsetBytes, bytes } of markerFirmware(board, STAND_IN_VERSION))
      flash.program(offsetBytes, bytes);
    const data = new TextEncoder().encode(JSON.stringify(settings));
    flash.program(addressBytes, withSettings(storage, board.chip.storage, [{ name: SETTINGS_FILE, data }]));
  }
  return { flash, close: () => kept?.close() };
}

function takeKeys(hands: Hands, note: (text: string) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const onKey = (bytes: Buffer): void => {
    const line = lineOfKey(bytes.toString('latin1'), hands);
    if (line !== undefined) void obey(hands, line).catch((error: ToolError) => note(error.message));
  };
  stdin.setRawMode(true).on('data', onKey).resume();
  note('Keys: b boot, r reset, f press BOOT, p power, q quit.');
  return () => {
    stdin.off('data', onKey).setRawMode(false).pause();
  };
}
