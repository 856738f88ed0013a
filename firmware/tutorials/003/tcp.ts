/** Tutorial 003, TCP: joins, shows every block that comes to port 9000 and answers it, and asks another server on demand. */
import { family, hasStationAndAp, rejoins, sockets } from 'virtual:board';
import { clients, findPeers, serverStats, startEchoServer } from '../../features/echo-server/echo-server.ts';
import { joinNow, station } from '../../features/network/network.ts';
import { choice, readRoot, settingsOf } from '../../features/settings/settings.ts';
import { log, publish } from '../../hardware/console.ts';
import { memory } from '../../hardware/memory.ts';
import { store } from '../../hardware/store.ts';
import { net } from '../../hardware/tcp.ts';
import { timers } from '../../hardware/timers.ts';
import { wifi } from '../../hardware/wifi.ts';
import { connect, ifconfig, isConnected, mac, scan, startTutorialNetwork } from './network-config.ts';
import { logBlocks } from './request-log.ts';
import { askTcp, startTcpClient } from './requests.ts';

/** Of the chip's sockets, one listens, one asks, one tells a newcomer that all places are taken. */
const LIMITS = { slots: sockets - 3, writes: 1, reserve: 300 };

const root = readRoot(store, log);
const settings = settingsOf(root, 9000);
let isServing = false;

settings.mode = 'respond';
startTcpClient(net, timers, log);
startTutorialNetwork(wifi, timers, { rejoins, hasStationAndAp }, settings, log, (ip) => {
  if (!ip || isServing) return;
  isServing = true;
  startEchoServer(
    net,
    timers,
    memory,
    settings,
    LIMITS,
    logBlocks(log),
    family === 'ESP32' && choice(root, 'tcp', 'peerAddress') ? findPeers(settings.greeting) : undefined,
  );
});
publish({
  settings,
  wifi: { state: station, connect, isConnected, ifconfig, mac, scan },
  clients,
  server: serverStats,
  tcp: { ask: askTcp },
  join: joinNow,
});
