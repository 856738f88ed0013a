/** The AT console: the board as a modem, on its serial line or on a TCP port. It owns the radio; no other service runs. */
import { onStation, receive, startConsole, typistLeft } from '../../at/console.ts';
import { ignore, type PersistedState, persisted, ports } from '../../at/state.ts';
import type {
  DgramPort,
  MemoryPort,
  NetPort,
  PowerPort,
  RadioPort,
  SavePort,
  SerialLinePort,
  SocketPort,
  StorePort,
  TimersPort,
} from '../../ports.ts';
import { startSoftAp, stopSoftAp } from '../../wifi/soft-ap.ts';
import { joinNow, type Network, startStation, station, stopStation } from '../../wifi/station.ts';
import { type AtSettings, loadPersisted, savePersisted } from './at-settings.ts';

/** How much the board affords, and what it is. */
export interface AtFacts {
  rejoins: boolean;
  hasStationAndAp: boolean;
  version: string;
  /** The interpreter's version. */
  sdk: string;
  /** Bytes of one send that are gathered before they leave. */
  holdBytes: number;
  /** Bytes that the interpreter hands over at once. */
  chunkBytes: number;
  family: 'ESP8266' | 'ESP32' | 'LINUX';
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
  power: PowerPort;
}

/** What was said, and the end of a connection, leave before the network goes. */
const PART_MS = 100;
/** In `KeptState.mode`. */
const ACCESS_POINT = 2;
/** Who has typed nothing for one to two of these may be replaced. */
const QUIET_MS = 60000;

// At the root, not in functions that are made when it starts: each of those would keep all that it starts with.
let memory: MemoryPort;
let store: StorePort & SavePort;
/** In force until a command changes it. */
let standard: PersistedState;
let reserve = 0;
const networks: Network[] = [];
/** Who types, when the console is on TCP. */
let typist: SocketPort | null = null;
let unsent = '';
let hasTyped = false;
/** Nobody has typed for a while: whoever comes may take the place of somebody who vanished without a word. */
let isQuiet = false;

/** Starts the console; `say` gets one line when its port cannot be had. */
export function startAtConsole(
  { net, dgram, wifi, timers, memory: memoryPort, store: storePort, serial, power }: AtBoard,
  facts: AtFacts,
  settings: AtSettings,
  log: (line: string) => void,
): void {
  memory = memoryPort;
  store = storePort;
  standard = settings.persisted;
  reserve = facts.reserve;
  // The interpreter's own saved configuration is restored after boot code has run and would undo what is set here.
  wifi.save('clear');
  startStation(wifi, timers, { networks, rejoins: facts.rejoins, onState: onStationState, onRound: ignore });
  const isOnTcp = settings.port > 0;
  if (!isOnTcp) serial.take(receive);
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
      load: loadState,
      save: saveState,
      setLine: isOnTcp ? ignore : serial.setLine,
      giveBack: isOnTcp ? keepConsole : serial.giveBack,
      part: isOnTcp ? part : partNow,
      sleep: power.sleep,
    },
    {
      dialect: settings.dialect,
      holdBytes: facts.holdBytes,
      version: facts.version,
      sdk: facts.sdk,
      hasStationAndAp: facts.hasStationAndAp,
      ownPort: settings.port,
      chunkBytes: facts.chunkBytes,
      takesAddresses: facts.family === 'ESP8266',
    },
  );
  if (isOnTcp) listen(settings.port, log);
}

function listen(port: number, log: (line: string) => void): void {
  try {
    ports.net.createServer(onTypist).listen(port);
    ports.timers.after(awaitQuiet, QUIET_MS);
    log(`at: listening on port ${port}`);
  } catch (_taken) {
    log(`at: port ${port} is already in use`);
  }
}

function onTypist(socket: SocketPort): void {
  // It came and went before this callback ran, and no event will tell of it.
  if (socket.cls) return;
  socket.on('data', onTyped);
  const before = typist;
  if (before && !isQuiet) {
    socket.end('console in use\r\n');
    return;
  }
  if (before) letGo(before, 'replaced by a new client\r\n');
  typist = socket;
  hasTyped = true;
  isQuiet = false;
  socket.on('close', onGone);
}

/** Nothing of who typed stays for who comes next. */
function letGo(socket: SocketPort, words?: string): void {
  typist = null;
  unsent = '';
  typistLeft();
  socket.end(words);
}

/** On the serial line nobody is cut off. */
function partNow(_isStation: boolean, change: () => void): void {
  change();
}

/** Takes a network away once what was said has left. */
function part(isStation: boolean, change: () => void): void {
  flush();
  if (typist && isStation && station.state === 'joined' && !(persisted.mode & ACCESS_POINT)) letGo(typist);
  // He may have come over what goes, and would not be heard to leave.
  else isQuiet = true;
  ports.timers.after(change, PART_MS);
}

function onTyped(this: SocketPort, bytes: string): void {
  if (this !== typist) return;
  hasTyped = true;
  isQuiet = false;
  receive(bytes);
}

function awaitQuiet(): void {
  ports.timers.after(awaitQuiet, QUIET_MS);
  isQuiet = !hasTyped;
  hasTyped = false;
}

function onGone(this: SocketPort): void {
  if (this === typist) letGo(this);
}

/** What one turn says leaves in one piece. */
function writeLater(bytes: string): void {
  if (!typist) return;
  if (unsent === '') ports.timers.after(flush, 0);
  unsent += bytes;
}

function flush(): void {
  const bytes = unsent;
  unsent = '';
  const socket = typist;
  // Somebody who does not read is sent away: what cannot be kept must not be lost unseen.
  if (socket && bytes && !send(socket, bytes)) letGo(socket);
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

/** Bytes that are handed on lie in memory several times, in variables of at least eight bytes. */
const BYTES_A_VARIABLE = 3;

/** A count with the garbage in it is cheaper and comes first. */
function hasRoom(bytes = 0): boolean {
  const min = reserve + bytes / BYTES_A_VARIABLE;
  return memory.free(false) > min || memory.free(true) > min;
}

function join(ssid: string, password: string): void {
  networks[0] = { ssid, password };
  joinNow();
}

function onStationState(): void {
  if (station.state === 'joined') onStation('joined');
  // Not in the middle of the station's own work: what is done about it changes its state.
  else if (station.state === 'waiting') ports.timers.after(onStationFailed, 0);
}

function onStationFailed(): void {
  if (station.state !== 'waiting') return;
  // Whoever came over the network is gone, or not: the chip does not say.
  if (station.reason === 'lost') isQuiet = true;
  onStation(station.reason || 'no answer');
}

function setAp(isOn: boolean): void {
  const { apSsid: ssid, apPassword: password, apChannel: channel }: PersistedState = persisted;
  if (isOn) startSoftAp(ports.wifi, { ssid, password, channel }, ignore);
  else stopSoftAp(ports.wifi);
}

function loadState(): PersistedState {
  return loadPersisted(store, standard);
}

function saveState(changes: Partial<PersistedState> | null): void {
  savePersisted(store, changes);
}

/** On TCP the interpreter has its console anyway. */
function keepConsole(): boolean {
  return false;
}
