/** The AT modem on a pseudo terminal, and what drivers that are programs of their own talk to over it. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { markerFirmware } from '../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../tools/vboard/chip/flash.ts';
import { createDevice } from '../../tools/vboard/device.ts';
import { openPtyPort } from '../../tools/vboard/host-ports/pty.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { HOME, type Laptop, type Reader, readFrom, startLaptop } from './at-board.ts';
import { builtImage, freePorts } from './board-under-test.ts';

const BOARD_ID = 'esp8266-at';

/** Where the programs are that call a driver. */
export const RUNNERS = fileURLToPath(new URL('../drivers/', import.meta.url));
/** What the programs say first to a peer. */
export const HELLO = 'Hello,fresh man!';
/** What a peer answers: more than two blocks of `+IPD`, and more than one AT+CIPSEND takes; all byte values. */
export const ANSWER = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7) % 256));

/** A modem that is switched on. */
export interface PtyModem {
  /** Path of its serial line. */
  readonly line: string;
  /** Resolves to the port of 127.0.0.1 where the modem listens on `port`. */
  listening(port: number): Promise<number>;
}

/** Switches the modem on, with `HOME` in reach and `at` in its settings; it goes with the test. */
export async function modemOnPty(t: TestContext, at?: object): Promise<PtyModem> {
  const board = findBoard(BOARD_ID);
  const { storage } = await builtImage(BOARD_ID);
  const { addressBytes, pageSizeBytes } = board.chip.storage;
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), pageSizeBytes);
  for (const { offsetBytes, bytes } of markerFirmware(board, '2v29')) flash.program(offsetBytes, bytes);
  const data = new TextEncoder().encode(JSON.stringify({ at }));
  const files = at ? [{ name: 'tinwire.json', data }] : [];
  flash.program(addressBytes, withSettings(storage, board.chip.storage, files));
  const device = createDevice({
    board,
    flash,
    environment: scriptedEnvironment({ networks: [HOME] }),
    ports: 'any',
  });
  const hostPort = await openPtyPort(device.usb);
  t.after(async () => {
    hostPort.close();
    await device.close();
  });
  device.power(true);
  return {
    line: hostPort.path,
    listening: (port) =>
      new Promise((resolve) => {
        device.vboard()?.onListen(({ boardPort, protocol, hostPort }) => {
          if (boardPort === port && protocol === 'tcp') resolve(hostPort);
        });
      }),
  };
}

/** Starts a program that calls a driver; what it prints, and what it complains of, is heard. */
export function runDriver(t: TestContext, command: string, args: readonly string[]): Reader {
  const child = spawn(command, args);
  t.after(() => child.kill('SIGKILL'));
  return readFrom((notify) => {
    child.on('error', (error) => notify(String(error)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => notify(part.toString('latin1')));
    }
  });
}

/** Peers on 127.0.0.1. */
export interface Peers {
  readonly laptop: Laptop;
  readonly udpPort: number;
  /** Arguments of the programs: the network, the ports of the peers and one without, and how much `ANSWER` is. */
  readonly args: readonly string[];
}

/** Starts a TCP server, and a UDP server that sends back what comes with `?` behind; they go with the test. */
export async function startPeers(t: TestContext): Promise<Peers> {
  const laptop = await startLaptop();
  t.after(() => laptop.close());
  const udp = createSocket('udp4').bind(0, '127.0.0.1');
  t.after(() => udp.close());
  await once(udp, 'listening');
  udp.on('message', (bytes, { port, address }) => udp.send(`${bytes}?`, port, address));
  const [closedPort] = await freePorts(1);
  const udpPort = udp.address().port;
  const numbers = [laptop.port, closedPort, udpPort, ANSWER.length];
  return { laptop, udpPort, args: [HOME.ssid, HOME.password, ...numbers.map(String)] };
}
