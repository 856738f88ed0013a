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
import { publish, say } from '../../hardware/console.ts';
import { memory } from '../../hardware/memory.ts';
import { store } from '../../hardware/store.ts';
import { net } from '../../hardware/tcp.ts';
import { timers } from '../../hardware/timers.ts';
import { wifi } from '../../hardware/wifi.ts';
import { awaitGuests } from './access-point-stations.ts';
import { countTraffic, startTraffic } from './byte-counters.ts';
import { startStages, tellStage } from './connection-log.ts';

/**
 * Of the chip's 10 sockets, one listens, one is the client, one tells a newcomer that all places are taken. The reserve lets
 * client and server be behind at once: each needs two of them.
 */
const LIMITS = { slots: 7, writes: 1, reserve: 150 };

const title = `tinwire ${version} ${id}`;
const settings = readSettings(store, say);
let hasServer = false;
let isListening = false;

startTraffic(timers, say);
if (!settings.host) say('client: no server is set, put client.host into tinwire.json');
awaitGuests(wifi, timers, (ip) => {
  say(`wifi: a device has joined${ip ? ` as ${ip}` : ''}`);
  if (!station.ip && link.state === 'stopped') connect();
});
startStages(wifi, timers, { rejoins, hasStationAndAp }, settings, say, {
  start(isStation) {
    if (isListening) tellListening('');
    if (!hasServer) {
      hasServer = true;
      startEchoServer(net, timers, memory, settings, LIMITS, {
        onClient(news, client) {
          say(client ? `server: client ${client.slot + 1} ${news}` : 'server: a client was refused');
        },
        onText(_client, text) {
          countTraffic(0, text.length);
        },
        onListen: tellListening,
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

function tellListening(error: string): void {
  isListening = error === '';
  tellStage(error ? `server-waiting, ${error}` : `server-up ${settings.tcpPort}`);
}

function connect(): void {
  startEchoClient(net, timers, store, settings, `hello, I am ${title}\r\n`, say, {
    onState(state) {
      if (state === 'connecting') tellStage('client-connecting');
      else if (state === 'connected') tellStage('connected');
      else if (state === 'waiting') tellStage(`client-waiting, ${link.reason}`);
    },
    onText(text) {
      countTraffic(text.length, 0);
    },
  });
}
