/** Tutorial 003, UDP: joins, shows every datagram that comes to port 9000, and sends one on demand. */
import { family, hasStationAndAp, id, rejoins, version } from 'virtual:board';
import { joinNow, station } from '../../features/network/network.ts';
import { choice, readRoot, settingsOf } from '../../features/settings/settings.ts';
import { setAddress, startStatus, status } from '../../features/status/status.ts';
import { createUdpEcho, startUdpEcho } from '../../features/udp-echo/udp-echo.ts';
import { readUdpSettings } from '../../features/udp-echo/udp-settings.ts';
import { log, publish } from '../../hardware/console.ts';
import { store } from '../../hardware/store.ts';
import { timers } from '../../hardware/timers.ts';
import { checksum, dgram } from '../../hardware/udp.ts';
import { wifi } from '../../hardware/wifi.ts';
import {
  connect,
  ifconfig,
  isConnected,
  mac,
  type NameServerAsker,
  scan,
  startTutorialNetwork,
} from './network-config.ts';
import { logDatagrams } from './request-log.ts';
import { askNameServer, sendUdp, startUdpClient } from './requests.ts';

/** 1,024 bytes of a datagram are shown, as in the tutorial. */
const BUFFER_BYTES = 1024 + 9;

const root = readRoot(store, log);
const settings = settingsOf(root, 5001);
let isServing = false;

startStatus(`tinwire ${version} ${id}`, settings.tcpPort, log, () => {}, 0);
const udp = createUdpEcho({ dgram, timers, checksum }, settings, BUFFER_BYTES, logDatagrams(log));
startUdpClient(dgram, timers, log);
/** An ESP8266 drops the answer, which is longer than 268 bytes. */
const asker: NameServerAsker | undefined =
  family === 'ESP32' && choice(root, 'wifi', 'nameServer')
    ? (ip, ownMac, onAnswer) => askNameServer(dgram, timers, ip, ownMac, onAnswer)
    : undefined;

startTutorialNetwork(
  wifi,
  timers,
  { rejoins, hasStationAndAp },
  settings,
  log,
  (ip) => {
    setAddress(ip, '');
    if (!ip || isServing) return;
    isServing = true;
    startUdpEcho(udp, readUdpSettings(store, log, 'silent'));
  },
  asker,
);
publish({
  settings,
  status,
  wifi: { state: station, connect, isConnected, ifconfig, mac, scan },
  udp: { stats: udp.stats, send: sendUdp },
  join: joinNow,
});
