/** The AT console: the board as a modem, on its serial line or on a TCP port. It owns the radio; no other service runs. */
import { forgetTyped, onStation, receive, startConsole } from '../at/console.ts';
import { type KeptState, kept } from '../at/state.ts';
import type {
  DgramPort,
  MemoryPort,
  NetPort,
  RadioPort,
  SavePort,
  SerialLinePort,
  SocketPort,
  StorePort,
  TimersPort,
} from '../ports.ts';
import { startSoftAp, stopSoftAp } from '../wifi/soft-ap.ts';
import { joinNow, type Network, startStation, station, stopStation } from '../wifi/station.ts';
import { type AtSettings, loadKept, saveKept } from './at-settings.ts';

/** How much the board affords, and what it is. */
export interface AtFacts {
  rejoins: boolean;
  hasStationAndAp: boolean;
  version: string;
  /** The interpreter's version. */
  sdk: string;
  /** Bytes of one send that are gathered before they leave. */
  holdBytes: number;
  /** Variables that stay free: below, nothing more is kept for anybody. */
  reserve: number;
}

/** The board's parts. */
export interface AtBoard {
  net: NetPort;
  dgram: DgramPort;
  wifi: RadioPort;
  timers: TimersPort;
  memory: MemoryPort;
  store: StorePort & SavePort;
  serial: SerialLinePort;
}

/** Who has typed nothing for one to two of these may be replaced. */
const QUIET_MS = 60000;

let board: AtBoard;
let facts: AtFacts;
let settings: AtSettings;
const networks: Network[] = [];
/** Who types, when the console is on TCP. */
let typist: SocketPort | null = null;
let unsent = '';
let hasTyped = false;
/** Nobody has typed for a while: whoever comes may take the place of somebody who vanished without a word. */
let isQuiet = false;

/** Starts the console; `say` gets one line when its port cannot be had. */
export function startAtConsole(
  atBoard: AtBoard,
  atFacts: AtFacts,
  atSettings: AtSettings,
  say: (line: string) => void,
): void {
  board = atBoard;
  facts = atFacts;
  settings = atSettings;
  const { net, dgram, wifi, timers, store, serial } = board;
  // The interpreter's own saved configuration is restored after boot code has run and would undo what is set here.
  wifi.save('clear');
  startStation(wifi, timers, { networks, rejoins: facts.rejoins, onState: onStationState, onRound() {} });
  const isOnTcp = settings.port > 0;
  if (isOnTcp) listen(net, say);
  else serial.take(receive);
  startConsole(
    {
      write: isOnTcp ? writeLater : serial.write,
      net,
      dgram,
      wifi,
      timers,
      join,
      leave: stopStation,
      setAp,
      send,
      hasRoom,
      load: () => loadKept(store, settings),
      save: (changes) => saveKept(store, changes),
      setLine: isOnTcp ? keepLine : serial.setLine,
      giveBack: isOnTcp ? () => false : serial.giveBack,
    },
    {
      dialect: settings.dialect,
      holdBytes: facts.holdBytes,
      version: facts.version,
      sdk: facts.sdk,
      hasStationAndAp: facts.hasStationAndAp,
    },
  );
}

function listen(net: NetPort, say: (line: string) => void): void {
  try {
    net.createServer(onTypist).listen(settings.port);
    board.timers.after(lookForQuiet, QUIET_MS);
    say(`at: listening on port ${settings.port}`);
  } catch (_taken) {
    say(`at: port ${settings.port} cannot be had`);
  }
}

function onTypist(socket: SocketPort): void {
  // It came and went before this callback ran, and no event will tell of it.
  if (socket.cls) return;
  socket.on('data', onTyped);
  const before = typist;
  if (before && !isQuiet) {
    socket.end('somebody else types\r\n');
    return;
  }
  typist = socket;
  hasTyped = true;
  isQuiet = false;
  if (before && !before.cls) before.end('somebody else types\r\n');
  unsent = '';
  forgetTyped();
  socket.on('close', onGone);
}

function onTyped(this: SocketPort, bytes: string): void {
  if (this !== typist) return;
  hasTyped = true;
  receive(bytes);
}

function lookForQuiet(): void {
  board.timers.after(lookForQuiet, QUIET_MS);
  isQuiet = !hasTyped;
  hasTyped = false;
}

function onGone(this: SocketPort): void {
  if (this === typist) typist = null;
}

/** What one turn says leaves in one piece. */
function writeLater(bytes: string): void {
  if (!typist) return;
  if (unsent === '') board.timers.after(flush, 0);
  unsent += bytes;
}

function flush(): void {
  const bytes = unsent;
  unsent = '';
  const socket = typist;
  // Somebody who does not read is sent away: what cannot be kept must not be lost unseen.
  if (socket && bytes && !send(socket, bytes)) socket.end();
}

function send(socket: SocketPort, bytes: string): boolean {
  if (!hasRoom()) return false;
  try {
    socket.write(bytes);
    return true;
  } catch (_closed) {
    // A socket that closed in this very turn throws here, and its `close` follows.
    return false;
  }
}

/** A count with the garbage in it is cheaper and comes first. */
function hasRoom(): boolean {
  const { memory } = board;
  return memory.free(false) > facts.reserve || memory.free(true) > facts.reserve;
}

function join(ssid: string, password: string): void {
  networks[0] = { ssid, password };
  joinNow();
}

function onStationState(): void {
  if (station.state === 'joined') onStation('joined');
  else if (station.state === 'waiting') onStation(station.reason || 'no answer');
}

function setAp(isOn: boolean): void {
  const { apSsid: ssid, apPassword: password, apChannel: channel }: KeptState = kept;
  if (isOn) startSoftAp(board.wifi, { ssid, password, channel }, ignore);
  else stopSoftAp(board.wifi);
}

function ignore(): void {}

/** A TCP connection has no speed. */
function keepLine(): void {}
