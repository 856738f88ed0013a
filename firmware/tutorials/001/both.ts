/** Tutorial 001: TCP server and TCP client at the same time on one station, or on the board's own access point. */
import { hasStationAndAp, id, rejoins, version } from 'virtual:board';
import {
  createClient,
  sendToServer,
  startEchoClient,
  stopClient,
} from '../../features/echo-client/echo-client.ts';
import { closeClients, createEchoServer, startServer } from '../../features/echo-server/echo-server.ts';
import { joinNow, station } from '../../features/network/network.ts';
import { readSettings } from '../../features/settings/settings.ts';
import { log, publish } from '../../hardware/console.ts';
import { memory } from '../../hardware/memory.ts';
import { store } from '../../hardware/store.ts';
import { net } from '../../hardware/tcp.ts';
import { timers } from '../../hardware/timers.ts';
import { wifi } from '../../hardware/wifi.ts';
import { awaitStations } from './access-point-stations.ts';
import { countBytes, startByteCounters } from './byte-counters.ts';
import { logState, startConnectionLog } from './connection-log.ts';

/**
 * Of the chip's 10 sockets, one listens, one is the client, one tells a newcomer that all places are taken. The reserve lets
 * client and server be behind at once: each needs two of them.
 */
const LIMITS = { slots: 7, writes: 1, reserve: 150 };

const title = `tinwire ${version} ${id}`;
const settings = readSettings(store, log);
let hasServer = false;
let isListening = false;

const server = createEchoServer(net, timers, memory, settings, LIMITS, {
  onClient(news, served) {
    log(served ? `server: client ${served.slot + 1} ${news}` : 'server: client refused');
  },
  onText(_client, text) {
    countBytes(0, text.length);
  },
  onListen: logListening,
});
const client = createClient(net, timers);

startByteCounters(timers, log);
if (!settings.host) log('client: no server configured, set client.host in tinwire.json');
awaitStations(wifi, timers, (ip) => {
  log(`wifi: a device has joined${ip ? ` as ${ip}` : ''}`);
  if (!station.ip && client.link.state === 'stopped') connect();
});
startConnectionLog(wifi, timers, { rejoins, hasStationAndAp }, settings, log, {
  start(isStation) {
    if (isListening) logListening('');
    if (!hasServer) {
      hasServer = true;
      startServer(server);
    }
    if (isStation) connect();
  },
  stop() {
    stopClient(client);
    closeClients(server);
  },
});
publish({
  settings,
  wifi: station,
  clients: server.clients,
  server: server.stats,
  client: client.link,
  sendToServer: (text: string) => sendToServer(client, text),
  join: joinNow,
});

function logListening(error: string): void {
  isListening = error === '';
  logState(error ? `server-waiting, ${error}` : `server-up ${settings.tcpPort}`);
}

function connect(): void {
  startEchoClient(client, store, settings, `hello, I am ${title}\r\n`, log, {
    onState(state) {
      if (state === 'connecting') logState('client-connecting');
      else if (state === 'connected') logState('connected');
      else if (state === 'waiting') logState(`client-waiting, ${client.link.reason}`);
    },
    onText(text) {
      countBytes(text.length, 0);
    },
  });
}
