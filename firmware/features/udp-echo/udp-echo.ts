/** Echo over UDP, the answer to computers that look for boards, and the beacon that needs no asking. */
import type { DatagramSource, DgramPort, TimersPort } from '../../ports.ts';
import { sendFromResponder, startResponder } from '../../udp/responder.ts';
import { answer, showSoon } from '../answer/answer.ts';
import type { Settings } from '../settings/settings.ts';
import { status } from '../status/status.ts';
import type { UdpSettings } from './udp-settings.ts';

export { responderStats } from '../../udp/responder.ts';

/** Asked by broadcast: a board is found without mDNS. */
const DISCOVERY_REQUEST = 'tinwire?';
/** To the whole network. */
const EVERYBODY = '255.255.255.255';

/** What an entry point wants to be told instead of what is shown and said by itself. */
export interface UdpHooks {
  onListen(error: string): void;
  onText(text: string, from: DatagramSource): void;
  /** Before `onText`: only this much of the datagram arrived. */
  onCut(sizeBytes: number): void;
  /** A line of trouble. */
  log(line: string): void;
}

let timers: TimersPort;
let settings: Settings;
let udp: UdpSettings;
let hooks: UdpHooks;

/** Trouble is said; what arrives is shown with the answers. */
export function shownUdp(log: (line: string) => void): UdpHooks {
  return {
    onListen(error) {
      if (error) log(`udp: ${error}`);
    },
    onText: showSoon,
    onCut(sizeBytes) {
      log(`udp: datagram cut to ${sizeBytes} bytes`);
    },
    log,
  };
}

/** The board's parts; `checksum` as in `ResponderOptions`. */
export interface UdpBoard {
  dgram: DgramPort;
  timers: TimersPort;
  checksum(bytes: string): number;
}

/** Starts the UDP echo; `bufferBytes` as in `ResponderOptions`. */
export function startUdpEcho(
  board: UdpBoard,
  boardSettings: Settings,
  udpSettings: UdpSettings,
  bufferBytes: number,
  udpHooks: UdpHooks,
): void {
  timers = board.timers;
  settings = boardSettings;
  udp = udpSettings;
  hooks = udpHooks;
  startResponder(board.dgram, timers, {
    port: settings.udpPort,
    bufferBytes,
    onBytes,
    checksum: board.checksum,
    onCut: hooks.onCut,
    onUnanswered,
    onListen: hooks.onListen,
  });
  if (udp.beaconMs && settings.udpPort < 65535) timers.after(sendBeacon, udp.beaconMs);
}

function onBytes(bytes: string, from: DatagramSource): string {
  if (bytes === DISCOVERY_REQUEST) return aboutBoard();
  const reply = answer(bytes);
  hooks.onText(bytes, from);
  return udp.mode === 'echo' ? reply : '';
}

function onUnanswered({ address, port }: DatagramSource): void {
  hooks.log(`udp: ${address}:${port} gets no answer, it may echo it back`);
}

/** Not to the port that boards listen on: they would echo each other's beacons for ever. */
function sendBeacon(): void {
  timers.after(sendBeacon, udp.beaconMs);
  if (status.ip) sendFromResponder(aboutBoard(), settings.udpPort + 1, EVERYBODY);
}

function aboutBoard(): string {
  const { title, ip, port } = status;
  return status.isListening ? `${title} tcp ${ip}:${port}` : `${title} udp ${ip}:${settings.udpPort}`;
}
