/** ESP8266 with 4 MB as an AT modem: the console of the NONOS AT firmware on the serial line, or on a TCP port. */
import { chunkBytes, family, hasStationAndAp, rejoins, version } from 'virtual:board';
import { startAtConsole } from '../features/at-console/at-console.ts';
import { readAtSettings } from '../features/at-console/at-settings.ts';
import { log } from '../hardware/console.ts';
import { power } from '../hardware/esp8266-power.ts';
import { interpreterVersion } from '../hardware/interpreter.ts';
import { memory } from '../hardware/memory.ts';
import { serial } from '../hardware/serial.ts';
import { store } from '../hardware/store.ts';
import { net } from '../hardware/tcp.ts';
import { timers } from '../hardware/timers.ts';
import { dgram } from '../hardware/udp.ts';
import { wifi } from '../hardware/wifi.ts';

const settings = readAtSettings(store, log, true);
if (settings) {
  startAtConsole(
    { net, dgram, wifi, timers, memory, store, serial, power },
    {
      rejoins,
      hasStationAndAp,
      version,
      sdk: interpreterVersion,
      family,
      chunkBytes,
      holdBytes: 256,
      reserve: 120,
    },
    settings,
    log,
  );
}
