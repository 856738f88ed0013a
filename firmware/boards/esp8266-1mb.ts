/** ESP-01: TCP echo, no display. */
import { hasStationAndAp, id, rejoins, version } from 'virtual:board';
import { logTrouble } from '../features/echo-server/client-trouble.ts';
import {
  broadcast,
  closeClients,
  createEchoServer,
  startServer,
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

/** Of the chip's 10 sockets, one listens and one tells a newcomer that all places are taken. */
const LIMITS = { slots: 8, writes: 1, reserve: 300 };

const title = `tinwire ${version} ${id}`;
const settings = readSettings(store, log);
startStatus(title, settings.tcpPort, log, () => {}, 0);
const server = createEchoServer(net, timers, memory, settings, LIMITS, logTrouble(log));
startBoard(
  wifi,
  timers,
  { rejoins, hasStationAndAp },
  settings,
  log,
  () => startServer(server),
  () => closeClients(server),
);
publish({
  settings,
  status,
  wifi: station,
  clients: server.clients,
  server: server.stats,
  broadcast: (text: string) => broadcast(server, text),
  join: joinNow,
});
