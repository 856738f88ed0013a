/** Espruino for Linux: the computer has a network already, so the services start at once. */
import { id, version } from 'virtual:board';
import { link, sendToServer, shownClient, startEchoClient } from '../features/echo-client/echo-client.ts';
import { logTrouble } from '../features/echo-server/client-trouble.ts';
import { broadcast, clients, serverStats, startEchoServer } from '../features/echo-server/echo-server.ts';
import { readSettings } from '../features/settings/settings.ts';
import { setAddress, startStatus, status } from '../features/status/status.ts';
import { responderStats, shownUdp, startUdpEcho } from '../features/udp-echo/udp-echo.ts';
import { readUdpSettings } from '../features/udp-echo/udp-settings.ts';
import { log, publish } from '../hardware/console.ts';
import { memory } from '../hardware/memory.ts';
import { store } from '../hardware/store.ts';
import { net } from '../hardware/tcp.ts';
import { timers } from '../hardware/timers.ts';
import { checksum, dgram } from '../hardware/udp.ts';

const title = `tinwire ${version} ${id}`;
const settings = readSettings(store, log);
startStatus(title, settings.tcpPort, log, () => {}, 0);
startEchoServer(net, timers, memory, settings, { slots: 32, writes: 4, reserve: 800 }, logTrouble(log));
startUdpEcho({ dgram, timers, checksum }, settings, readUdpSettings(store, log, 'echo'), 1460, shownUdp(log));
startEchoClient(net, timers, store, settings, `hello, I am ${title}\r\n`, log, shownClient);
setAddress('127.0.0.1', '');
publish({
  settings,
  status,
  clients,
  server: serverStats,
  broadcast,
  client: link,
  sendToServer,
  udp: responderStats,
});
