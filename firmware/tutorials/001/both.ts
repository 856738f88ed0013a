/** Tutorial 001: TCP server and TCP client at the same time on one station, or on the board's own access point. */
import { hasStationAndAp, id, rejoins, version } from 'virtual:board';
import { link, sendToServer, startEchoClient, stopClient } from '../../features/echo-client/echo-client.ts';
import {
  clients,
  closeClients,
  serverStats,
  startEchoServer,
} from '../../features/echo-server/echo-server.ts';
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

startByteCounters(timers, log);
if (!settings.host) log('client: no server configured, set client.host in tinwire.json');
awaitStations(wifi, timers, (ip) => {
  log(`wifi: a device has joined${ip ? ` as ${ip}` : ''}`);
  if (!station.ip && link.state === 'stopped') connect();
});
startConnectionLog(wifi, timers, { rejoins, hasStationAndAp }, settings, log, {
  start(isStation) {
    if (isListening) logListening('');
    if (!hasServer) {
      hasServer = true;
      startEchoServer(net, timers, memory, settings, LIMITS, {
        onClient(news, client) {
          log(client ? `server: client ${client.slot + 1} ${news}` : 'server: client refused');
        },
        onText(_client, text) {
          countBytes(0, text.length);
        },
        onListen: logListening,
      });
    }
    if (isStation) connect();
  },
  stop() {
    stopClient();
    closeClients();
  },
});
publish({
  settings,
  wifi: station,
  clients,
  server: serverStats,
  client: link,
  sendToServer,
  join: joinNow,
});

function logListening(error: string): void {
  isListening = error === '';
  logState(error ? `server-waiting, ${error}` : `server-up ${settings.tcpPort}`);
}

function connect(): void {
  startEchoClient(net, timers, store, settings, `hello, I am ${title}\r\n`, log, {
    onState(state) {
      if (state === 'connecting') logState('client-connecting');
      else if (state === 'connected') logState('connected');
      else if (state === 'waiting') logState(`client-waiting, ${link.reason}`);
    },
    onText(text) {
      countBytes(text.length, 0);
    },
  });
}
