/** Tutorial 004, second sketch: the clients array on port 80, lines of at most 50 bytes. */
import { hasStationAndAp, rejoins, sockets } from 'virtual:board';
import { joinNow, station } from '../../features/network/network.ts';
import { readRoot, settingsOf } from '../../features/settings/settings.ts';
import { log, publish } from '../../hardware/console.ts';
import { memory } from '../../hardware/memory.ts';
import { serial } from '../../hardware/serial.ts';
import { store } from '../../hardware/store.ts';
import { net } from '../../hardware/tcp.ts';
import { timers } from '../../hardware/timers.ts';
import { wifi } from '../../hardware/wifi.ts';
import { broadcast, clients, lines, serverStats, startLineBoard } from './line-clients.ts';

/** Of the chip's sockets, one listens and one tells a newcomer that all places are taken. */
const LIMITS = { slots: sockets - 2, writes: 1, reserve: 300 };

/** The interpreter's console would put its prompt between the dots. */
function logOnLine(line: string): void {
  serial.write(`${line}\r\n`);
}

const root = readRoot(store, log);
const settings = settingsOf(root, 80);
startLineBoard(
  { net, timers, memory, log: logOnLine },
  { wifi, facts: { rejoins, hasStationAndAp }, write: serial.write },
  root,
  settings,
  LIMITS,
);
publish({ settings, wifi: station, clients, server: serverStats, lines, broadcast, join: joinNow });
