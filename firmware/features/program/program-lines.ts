/**
 * What the programs of tutorial 002 print: who comes, what arrives, who goes. A client is told by its place, and by its address
 * where that can be found out, which is with its first bytes. Blocks are printed a little later and within bounds: at 115200
 * baud, a console that took all that a network brings would hold every answer up.
 */
import { incompleteTail } from '../../oled/utf8.ts';
import type { TimersPort } from '../../ports.ts';
import type { Client, ClientNews } from '../../tcp/clients.ts';
import type { AddressedSocket } from '../../tcp/peer-address.ts';
import type { ServerHooks } from '../echo-server/echo-server.ts';
import { setListening } from '../status/status.ts';

/** A client whose last block ended inside a character. */
interface Speaker extends Client {
  /** Its bytes, for the next block. */
  cut?: string;
}

const PRINT_MS = 100;
/** Bytes of blocks in one round: about a tenth of what 115200 baud carry in `PRINT_MS`, doubled for whole blocks. */
export const MAX_BYTES = 1024;

let timers: TimersPort;
let log: (line: string) => void;
let blocks: string[] = [];
let bytes = 0;
let skipped = 0;
let isWaiting = false;

/** Hooks of the echo server that print as the tutorial's server does. */
export function logProgram(timersPort: TimersPort, logLine: (line: string) => void): ServerHooks {
  timers = timersPort;
  log = logLine;
  return { onClient, onText, onListen };
}

/** Prints a block that arrived, with what came before it still in front. */
export function logBlock(block: string): void {
  let part = block.substr(0, MAX_BYTES - bytes);
  if (part.length < block.length) {
    part = part.substr(0, part.length - incompleteTail(part).length);
    skipped += block.length - part.length;
  }
  if (part) blocks.push(part);
  bytes += part.length;
  if (isWaiting) return;
  isWaiting = true;
  timers.after(onRound, PRINT_MS);
}

/** Prints a line after the blocks that arrived before it. */
export function logLine(line: string): void {
  flush();
  log(line);
}

function onRound(): void {
  isWaiting = false;
  flush();
}

function flush(): void {
  for (const block of blocks) log(block);
  if (skipped) log(`(${skipped} more bytes not printed)`);
  blocks = [];
  bytes = skipped = 0;
}

function onListen(error: string): void {
  setListening(error);
  if (error) return;
  log('tcp waiting...');
  log('accepting.....');
}

/** Says where a client is, for `findPeers`. */
export function logAddress({ slot, address, port }: Client & AddressedSocket): void {
  logLine(`client ${slot + 1} is ('${address}', ${port}) connected`);
}

function onText(client: Speaker, text: string): void {
  const all = (client.cut || '') + text;
  const cut = incompleteTail(all);
  if (cut || client.cut) client.cut = cut;
  if (all.length > cut.length) logBlock(all.substr(0, all.length - cut.length));
}

function onClient(news: ClientNews, client: Speaker | null): void {
  if (client?.cut && news === 'left') logBlock(client.cut);
  if (!client) logLine('client refused, server full or out of memory');
  else if (news === 'left') logLine('close socket');
  else logLine(`client ${client.slot + 1} ${news}`);
  if (news === 'connected') log('accepting.....');
}
