/** Espruino for Linux: the computer has a network already, so the services start at once. */
import { id, version } from 'virtual:board';
import {
  createClient,
  sendToServer,
  shownClient,
  startEchoClient,
} from '../features/echo-client/echo-client.ts';
import { logTrouble } from '../features/echo-server/client-trouble.ts';
import { broadcast, createEchoServer, startServer } from '../features/echo-server/echo-server.ts';
import { readSettings } from '../features/settings/settings.ts';
import { setAddress, startStatus, status } from '../features/status/status.ts';
import { createUdpEcho, shownUdp, startUdpEcho } from '../features/udp-echo/udp-echo.ts';
import { readUdpSettings } from '../features/udp-echo/udp-settings.ts';
import { log, publish } from '../hardware/console.ts';
import { memory } from '../hardware/memory.ts';
import { store } from '../hardware/store.ts';
import { net } from '../hardware/tcp.ts';
import { timers } from '../hardware/timers.ts';
import { checksum, dgram } from '../hardware/udp.ts';

const LIMITS = { slots: 32, writes: 4, reserve: 800 };

const title = `tinwire ${version} ${id}`;
const settings = readSettings(store, log);
startStatus(title, settings.tcpPort, log, () => {}, 0);
const server = createEchoServer(net, timers, memory, settings, LIMITS, logTrouble(log));
const udp = createUdpEcho({ dgram, timers, checksum }, settings, 1460, shownUdp(log));
const client = createClient(net, timers);
startServer(server);
startUdpEcho(udp, readUdpSettings(store, log, 'echo'));
startEchoClient(client, store, settings, `hello, I am ${title}\r\n`, log, shownClient);
setAddress('127.0.0.1', '');
publish({
  settings,
  status,
  clients: server.clients,
  server: server.stats,
  broadcast: (text: string) => broadcast(server, text),
  client: client.link,
  sendToServer: (text: string) => sendToServer(client, text),
  udp: udp.stats,
});
