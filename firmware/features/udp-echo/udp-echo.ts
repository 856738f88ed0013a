/** Echo over UDP, the answer to computers that look for boards, and the beacon that needs no asking. */
import type { DatagramSource, DgramPort, TimersPort } from '../../ports.ts';
import { createResponder, type Responder, sendFromResponder, startResponder } from '../../udp/responder.ts';
import { answer, showSoon } from '../answer/answer.ts';
import type { Settings } from '../settings/settings.ts';
import { status } from '../status/status.ts';
import type { UdpSettings } from './udp-settings.ts';

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

/** A UDP echo; until it is started, with the settings of one that is silent. */
export interface UdpEcho extends Responder, UdpSettings {
  hooks: UdpHooks;
}

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

/** Makes a UDP echo, which does not listen yet; `bufferBytes` as in `ResponderOptions`. */
export function createUdpEcho(
  { dgram, timers, checksum }: UdpBoard,
  { udpPort }: Settings,
  bufferBytes: number,
  hooks: UdpHooks,
): UdpEcho {
  const options = {
    port: udpPort,
    bufferBytes,
    hooks,
    mode: 'silent' as const,
    beaconMs: 0,
    checksum,
    onBytes,
    onCut: hooks.onCut,
    onUnanswered,
    onListen: hooks.onListen,
  };
  return createResponder(dgram, timers, options);
}

/** Starts a UDP echo. */
export function startUdpEcho(echo: UdpEcho, { mode, beaconMs }: UdpSettings): void {
  echo.mode = mode;
  echo.beaconMs = beaconMs;
  startResponder(echo);
  if (beaconMs && echo.port < 65535) echo.timers.after(sendBeacon, beaconMs, echo);
}

function onBytes(this: UdpEcho, bytes: string, from: DatagramSource): string {
  if (bytes === DISCOVERY_REQUEST) return aboutBoard(this);
  const reply = answer(bytes);
  this.hooks.onText(bytes, from);
  return this.mode === 'echo' ? reply : '';
}

function onUnanswered(this: UdpEcho, { address, port }: DatagramSource): void {
  this.hooks.log(`udp: ${address}:${port} gets no answer, it may echo it back`);
}

/** Not to the port that boards listen on: they would echo each other's beacons for ever. */
function sendBeacon(echo: UdpEcho): void {
  echo.timers.after(sendBeacon, echo.beaconMs, echo);
  if (status.ip) sendFromResponder(echo, aboutBoard(echo), echo.port + 1, EVERYBODY);
}

function aboutBoard(echo: UdpEcho): string {
  const { title, ip, port } = status;
  return status.isListening ? `${title} tcp ${ip}:${port}` : `${title} udp ${ip}:${echo.port}`;
}
