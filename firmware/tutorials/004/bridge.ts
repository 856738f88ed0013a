/** Tutorial 004, first sketch: TCP port 8888 and the serial line as one wire; the FLASH button sends. */
import { buttonPin, hasStationAndAp, rejoins, sockets } from 'virtual:board';
import {
  bridgeStats,
  clients,
  pressSend,
  readBridge,
  resume,
  serverStats,
  startSerialBridge,
} from '../../features/bridge/serial-bridge.ts';
import { joinNow, station } from '../../features/network/network.ts';
import { readRoot, settingsOf } from '../../features/settings/settings.ts';
import { watchButton } from '../../hardware/button.ts';
import { log, publish } from '../../hardware/console.ts';
import { memory } from '../../hardware/memory.ts';
import { serial } from '../../hardware/serial.ts';
import { store } from '../../hardware/store.ts';
import { net } from '../../hardware/tcp.ts';
import { timers } from '../../hardware/timers.ts';
import { wifi } from '../../hardware/wifi.ts';

/** Of the chip's sockets, one listens and one tells a newcomer that all places are taken. */
const LIMITS = { slots: sockets - 2, writes: 1, reserve: 150 };

const root = readRoot(store, log);
const settings = settingsOf(root, 8888);
startSerialBridge(
  { net, wifi, timers, memory, serial },
  { rejoins, hasStationAndAp },
  settings,
  readBridge(root),
  LIMITS,
);
if (buttonPin !== undefined) watchButton(buttonPin, pressSend);
publish({
  settings,
  wifi: station,
  clients,
  server: serverStats,
  bridge: bridgeStats,
  join: joinNow,
  resume,
});
