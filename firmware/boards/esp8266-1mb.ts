/** ESP-01: TCP echo, no display. */
import { hasStationAndAp, id, rejoins, version } from 'virtual:board';
import { logTrouble } from '../features/echo-server/client-trouble.ts';
import {
  broadcast,
  clients,
  closeClients,
  serverStats,
  startEchoServer,
} from '../features/echo-server/echo-server.ts';
import { joinNow, station } from '../features/network/network.ts';
import { readSettings } from '../features/settings/settings.ts';
import { startBoard } from '../features/start/start.ts';
import { startStatus, status } from '../features/status/status.ts';
import { log, publish } from '../hardware/console.ts';
import { memory } from '../hardware/memory.ts';
import { store } from '../hardware/store.ts';
import { net } from '../hardware/tcp.ts';
import { timers } from '../hardware/timers.ts';
import { wifi } from '../hardware/wifi.ts';

const title = `tinwire ${version} ${id}`;
const settings = readSettings(store, log);
startStatus(title, settings.tcpPort, log, () => {}, 0);
startBoard(
  wifi,
  timers,
  { rejoins, hasStationAndAp },
  settings,
  log,
  () => {
    // Of the chip's 10 sockets, one listens and one tells a newcomer that all places are taken.
    const limits = { slots: 8, writes: 1, reserve: 300 };
    startEchoServer(net, timers, memory, settings, limits, logTrouble(log));
  },
  // By its name alone the minifier would make it where it is kept, together with all that the board starts with.
  () => closeClients(),
);
publish({ settings, status, wifi: station, clients, server: serverStats, broadcast, join: joinNow });
