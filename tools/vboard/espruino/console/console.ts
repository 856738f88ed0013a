/**
 * The interpreter's console: bytes come in from the device that has it, keys edit the line, lines and packets run.
 *
 *     device --- queue --- keys --- line editor --- program
 *                             \---- packets ------/
 */
import type { Machine } from '../machine.ts';
import { createDebugger } from './debugger.ts';
import { DEFAULT_VERSION, packetQuirks } from './firmware-version.ts';
import { createInputQueue, inputQueueSize } from './input-queue.ts';
import { CTRL_C, createKeyDecoder, type Key } from './keys.ts';
import { createLineEditor } from './line-editor.ts';
import { type ConsoleLock, createLock } from './lock.ts';
import { makePacketHost } from './packet-host.ts';
import { createPackets, NAK } from './packets.ts';
import { createRepl } from './repl.ts';
import { createRunGuard } from './run-guard.ts';

/** What carries the console's bytes away: the cable, or a Telnet client. */
export interface ConsoleDevice {
  /** As the interpreter calls it, e.g. `Serial1`. */
  readonly name: string;
  send(bytes: string): void;
}

/** What the console prints there is lost. */
export const NOWHERE: ConsoleDevice = { name: 'null', send() {} };

export interface BoardConsole {
  /** Bytes from a device; those of a device that has not got the console are for the program. */
  receive(device: ConsoleDevice, bytes: string): void;
  /** Takes what came over the cable while code ran, for the next pass; true when something came. */
  poll(): boolean;
  /** The cable, which has the console at power-on. */
  readonly cable: ConsoleDevice;
  /** Who has the console now. */
  readonly device: ConsoleDevice;
  moveTo(device: ConsoleDevice): void;
  setEcho(isOn: boolean): void;
  /** Prints without touching the line being typed; with `\n` line ends. */
  write(text: string): void;
  readonly isEcho: boolean;
  /** What is typed and what is being received is forgotten: before a program starts afresh. */
  softKill(): void;
  /** Echo is on again, as after `reset()`. */
  resetEcho(): void;
  /** The prompt has to be shown again. */
  setRemoved(): void;
  /** `E.setPassword` and `E.lockConsole`. */
  readonly lock: Pick<ConsoleLock, 'setPassword' | 'lock'>;
  /** As at power-on. */
  powerOn(): void;
  evaluate(code: string): Promise<string>;
}

export interface ConsoleHooks {
  /** The chip resets itself; never returns. */
  restart(): never;
  reset(): void;
  /** Bytes on the cable while another device has the console. */
  toProgram(bytes: string): void;
}

/** The console of a machine, on its cable. */
export function createConsole(machine: Machine, hooks: ConsoleHooks): BoardConsole {
  const { world, host, loop, faults } = machine;
  const { family } = host.board.chip;
  const version = host.firmwareVersion ?? DEFAULT_VERSION;
  const quirks = packetQuirks(version);
  const cable: ConsoleDevice = {
    name: family === 'LINUX' ? 'USB' : 'Serial1',
    send: (bytes) => host.onConsole(bytes),
  };
  let device = cable;
  let isCtrlC = false;
  let cancelPacket = (): void => {};

  world.write = (bytes) => device.send(bytes);
  const write = (bytes: string): void => world.write(bytes);
  const queue = createInputQueue(inputQueueSize(family), (byte) => cable.send(byte));
  const keys = createKeyDecoder(quirks);
  const editor = createLineEditor({
    write,
    onLine: (line) => (gdb.isOpen ? gdb.run(line) : repl.run(line, isShown)),
  });
  const isShown = (): boolean => editor.isEcho && !editor.isSilentLine;
  const lock = createLock({
    write: (text) => write(text.replaceAll('\n', '\r\n')),
    onPrompt(prompt) {
      editor.prompt = prompt;
    },
    onOpen() {
      editor.setRemoved();
      editor.restore();
    },
  });
  const repl = createRepl(machine, () => editor.setRemoved());
  const gdb = createDebugger(machine, { editor, repl, reset: hooks.reset });
  const packetHost = makePacketHost(machine);
  const packets = createPackets({ ...packetHost, write }, quirks);

  const endPacket = (): void => {
    cancelPacket();
    editor.takeUp();
  };
  const startPacket = (): void => {
    editor.setAside();
    editor.isSilentLine = false;
    cancelPacket = host.clock.after(quirks.timeoutMs, () => {
      keys.abortPacket();
      write(NAK);
      editor.takeUp();
      loop.pass();
    });
  };
  /**
   * The hole: Ctrl-C is looked for when bytes arrive, and one that came in the same go as the packet's head was taken
   * for a key press. Measured: the line is cleared, the packet is received all the same.
   */
  const fallIntoHole = (): void => {
    if (!isCtrlC) return;
    isCtrlC = false;
    editor.takeUp();
    editor.clear(true);
    editor.restore();
    editor.setAside();
  };
  const press = (key: Key): void => {
    if (key.kind === 'packet') {
      packets.process(key.packet);
      endPacket();
    } else if (key.kind === 'packet-start') startPacket();
    else if (key.kind === 'packet-ctrl-c') fallIntoHole();
    else if (key.kind !== 'enquiry') editor.key(key);
    else if (editor.isEmpty) write(`Espruino ${version} ${host.board.chip.firmware.board}\r\n`);
  };
  const work = (): void => {
    for (const byte of queue.take()) {
      if (lock.isLocked) lock.type(byte);
      else for (const key of keys.push(byte)) press(key);
    }
  };
  const take = (bytes: string): void => {
    if (!keys.isInPacket && !lock.isLocked && bytes.includes(CTRL_C)) isCtrlC = true;
    if (!queue.add(bytes)) faults.raise('FIFO_FULL');
  };

  /** The chip was reset or switched off while code ran. */
  let isLeft = false;
  const poll = (): boolean => {
    const given = host.pollConsole?.();
    isLeft = given === null;
    const bytes = given ?? '';
    if (bytes !== '') {
      if (device === cable) take(bytes);
      else hooks.toProgram(bytes);
    }
    return bytes !== '';
  };

  world.terminal = {
    aside: () => editor.remove(),
    deviceName: () => (device === NOWHERE ? null : device.name),
    settle() {
      // Held without the debugger: the chip is about to reset.
      if (loop.isHeld && !gdb.isOpen) return;
      if (isCtrlC && !keys.isInPacket) {
        isCtrlC = false;
        editor.clear(true);
        if (gdb.isOpen) gdb.close();
      }
      editor.restore();
    },
  };
  loop.setInput(work);
  createRunGuard(machine, {
    restart: hooks.restart,
    poll,
    isLeft: () => isLeft,
    isCtrlC: () => isCtrlC,
    onCtrlC() {
      isCtrlC = false;
      return gdb.canOpen && !editor.isSilentLine ? gdb.open() : 'ctrl-c';
    },
  });

  return {
    cable,
    get device() {
      return device;
    },
    get isEcho() {
      return isShown();
    },
    lock,
    write: (text) => write(text.replaceAll('\n', '\r\n')),
    poll,
    receive(from, bytes) {
      if (from !== device) {
        if (from === cable) hooks.toProgram(bytes);
        return;
      }
      take(bytes);
      if (!gdb.isOpen) {
        loop.pass();
        return;
      }
      if (!isCtrlC) work();
      world.terminal.settle();
    },
    moveTo(next) {
      if (next === device) return;
      const isNotified = isShown();
      const from = device;
      if (isNotified) {
        editor.remove();
        write(`-> ${next.name}\r\n`);
      }
      device = next;
      if (isNotified) write(`<- ${from.name}\r\n`);
      loop.wake();
    },
    setEcho(isOn) {
      editor.isEcho = isOn;
    },
    softKill() {
      packets.close();
      cancelPacket();
      keys.abortPacket();
      editor.clear(false);
      // The lock stays; what opens it is gone until the program sets it again.
      lock.setPassword(undefined);
    },
    resetEcho() {
      editor.isEcho = true;
      editor.isSilentLine = false;
    },
    setRemoved: () => editor.setRemoved(),
    powerOn() {
      queue.clear();
      isCtrlC = false;
      device = cable;
      editor.powerOn();
      lock.powerOn();
    },
    evaluate: (code) => repl.evaluate(code),
  };
}
