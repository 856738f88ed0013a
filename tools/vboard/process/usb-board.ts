/** A virtual board that is used through its USB ports, as one on a desk: its chip, its cable and the hands on it. */
import { Buffer } from 'node:buffer';
import { wallClock } from '../chip/clock.ts';
import { markerFirmware } from '../chip/firmware-marker.ts';
import { type Flash, norFlash } from '../chip/flash.ts';
import { flashFile } from '../chip/flash-file.ts';
import { type FaultPlan, faultySocket, parseFaults } from '../chip/line-faults.ts';
import { pacedSocket } from '../chip/line-rate.ts';
import { powerCutFlash } from '../chip/power-cut.ts';
import { createDevice, type Device } from '../device.ts';
import type { EngineFactory } from '../engine.ts';
import { closeUsbPorts, type OpenUsbPort, openUsbPorts } from '../host-ports/usb-ports.ts';
import { type ScriptedEnvironment, scriptedEnvironment } from '../radio/scripted-environment.ts';
import type { UsbSocket } from '../usb.ts';
import type { HandAct, Report, UsbOrder } from './messages.ts';

const MARKER_VERSION = '2v29';
/** As long as a finger takes; programs debounce up to 50 ms. */
const PRESS_MS = 150;

/** What runs behind a process's messages. */
export interface UsbBoard {
  /** Does it; what must not wait for the program, such as a reset, has happened when it returns. */
  act(act: HandAct): Promise<void>;
  close(): Promise<void>;
}

/** What the board's process gives to it. */
export interface UsbBoardHost {
  readonly engine: EngineFactory | undefined;
  notify(report: Report): void;
  /** Looks for orders while a program keeps the process busy. */
  fetch(): void;
  onLongRun(trace: string): void;
}

/** Plugs the board in and switches it on. Throws FAULTS_BAD, FLASH_FILE_BAD, HOST_PTY, HOST_LINK, HOST_PORT. */
export async function openUsbBoard(order: UsbOrder, host: UsbBoardHost): Promise<UsbBoard> {
  const { board, networks } = order;
  const clock = wallClock();
  const plan = order.faults === null ? null : parseFaults(order.faults);
  const chip = chipOf(order);
  const flash = powerCutFlash(chip.flash, order.powerCut ?? Number.POSITIVE_INFINITY, () => {
    host.notify({ kind: 'accident', what: 'power' });
    device.power(false);
  });
  const environment = scriptedEnvironment({ networks });
  const device = createDevice({
    board,
    flash,
    clock,
    environment,
    syncEntersLoader: order.syncEntersLoader,
    onLongRun: host.onLongRun,
    ...(host.engine && { engine: host.engine }),
  });
  device.usb.onPoll?.(host.fetch);
  const paced =
    order.baudLimit === null ? null : pacedSocket(device.usb, { baud: () => order.baudLimit ?? 0, clock });
  const line = paced ?? device.usb;
  const withFaults = (faults: FaultPlan): UsbSocket =>
    faultySocket(line, faults, {
      clock,
      onCut() {
        host.notify({ kind: 'accident', what: 'cable' });
        // It comes out once: the next one has its other faults.
        usb = withFaults({ ...faults, cut: null });
        // Later: the byte that it happens at is still on its way through the port that goes.
        setImmediate(() => void acts.unplug());
      },
    });
  let usb = plan === null ? line : withFaults(plan);
  let open: OpenUsbPort[] = [];
  let wanted = order.ports;
  const acts: Readonly<Record<HandAct, () => void | Promise<void>>> = {
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
    'power on'() {
      flash.restore();
      device.power(true);
    },
    'power off': () => device.power(false),
    async plug() {
      if (open.length > 0) return;
      open = await openUsbPorts(usb, wanted);
      host.notify({ kind: 'ports', names: open.map(({ name }) => name) });
    },
    async unplug() {
      const ports = open;
      open = [];
      if (ports.length > 0) wanted = ports.map(({ again }) => again);
      await closeUsbPorts(ports);
    },
    'wifi on': () => turn(environment, order, true),
    'wifi off': () => turn(environment, order, false),
  };
  logStates(device, host.notify);
  const close = async (): Promise<void> => {
    await acts.unplug();
    paced?.close();
    await device.close();
    chip.close();
  };
  try {
    await acts.plug();
  } catch (error) {
    await close();
    throw error;
  }
  return { act: async (act) => acts[act](), close };
}

function turn(environment: ScriptedEnvironment, { networks }: UsbOrder, isOn: boolean): void {
  for (const { ssid } of networks) isOn ? environment.accessPointUp(ssid) : environment.accessPointDown(ssid);
}

function logStates(device: Device, notify: (report: Report) => void): void {
  device.onState((state) => {
    notify({ kind: 'state', state });
    const running = device.vboard();
    if (state !== 'run' || !running) return;
    running.onConsole((bytes) => notify({ kind: 'console', bytes }));
    running.onListen((listening) => notify({ kind: 'listen', ...listening }));
  });
}

/** The whole chip; what a flash file already holds stays. */
function chipOf({ board, flashFile: file, storage }: UsbOrder): { flash: Flash; close(): void } {
  const { pageSizeBytes, addressBytes } = board.chip.storage;
  const kept = file === null ? null : flashFile(file, board.flashBytes, pageSizeBytes);
  const flash = kept ?? norFlash(new Uint8Array(board.flashBytes).fill(0xff), pageSizeBytes);
  if (storage !== null && kept?.isNew !== false) {
    for (const { offsetBytes, bytes } of markerFirmware(board, MARKER_VERSION))
      flash.program(offsetBytes, bytes);
    flash.program(addressBytes, Buffer.from(storage, 'base64'));
  }
  return { flash, close: () => kept?.close() };
}
