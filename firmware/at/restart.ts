/** AT+RST, AT+RESTORE and AT+UART: the console as a whole. */
import { leaveNetwork, startRadio } from './joining.ts';
import { dropLink, links } from './links.ts';
import { stopAsking } from './network.ts';
import { stopOpening } from './opening.ts';
import { clearQueue, finish, flush, notify, type Outcome } from './output.ts';
import { integer } from './parser.ts';
import { LEFT, OK, READY } from './replies.ts';
import { stopSend } from './sending.ts';
import { stopServer } from './server.ts';
import { at, options, persisted, ports, resetState } from './state.ts';

/** From OK to `ready`: clients drop what comes at once as boot noise. */
export const RESTART_MS = 100;
const MIN_BAUD = 110;
const MAX_BAUD = 4608000;

let timer = 0;

/** AT+RST: links, server and settings are gone, what is kept is in force again. The interpreter itself goes on. */
export function restart(): Outcome {
  ports.write(OK);
  stopAll();
  // The peers of the links are notified before the network is left.
  timer = ports.timers.after(startAgain, RESTART_MS);
  return null;
}

/** AT+RESTORE: what is kept is forgotten. */
export function restore(): Outcome {
  ports.save(null);
  return restart();
}

/** AT+UART=...: answered at the old speed. */
export function setLine(args: string[]): Outcome {
  if (args.length !== 5 || !isLine(args)) return false;
  finish(OK);
  applyLine(args.join(','));
  if (at.suffix !== '_CUR') ports.save({ line: at.line });
  return null;
}

/** The client that restarted has left: the next one finds it done. */
export function hurryRestart(): void {
  if (!timer) return;
  ports.timers.cancel(timer);
  startAgain();
}

function startAgain(): void {
  timer = 0;
  const { ssid, password } = persisted;
  const next = ports.load();
  // Over a network, what is to be joined again is not left: whoever types would be cut off. It is said as drivers expect it.
  if (options.ownPort && at.isJoined && next.mode & 1 && next.ssid === ssid && next.password === password) {
    notify(LEFT);
    flush();
    start();
  } else ports.part(true, leaveAndStart);
}

function leaveAndStart(): void {
  leaveNetwork();
  flush();
  start();
}

/** Starts as after power-on. */
export function start(): void {
  resetState();
  if (persisted.line !== at.line) applyLine(persisted.line);
  finish(READY);
  startRadio();
}

function isLine(args: string[]): boolean {
  const min = [MIN_BAUD, 5, 1, 0, 0];
  const max = [MAX_BAUD, 8, 3, 2, 3];
  for (let index = 0; index < 5; index++) {
    if (integer(args[index], min[index] || 0, max[index] || 0) < 0) return false;
  }
  return true;
}

function applyLine(line: string): void {
  const [baud, dataBits, stopBits, parity] = line.split(',');
  at.line = line;
  ports.setLine(Number(baud), Number(dataBits), Number(stopBits), Number(parity));
}

/** Gives up everything that runs; nothing of it is said. */
export function stopAll(): void {
  stopOpening();
  stopServer();
  stopSend();
  stopAsking();
  for (const link of links) if (link) dropLink(link);
  at.hadLink = false;
  clearQueue();
}
