/** `require("Wifi")`: the chip's own module over the board's air; a board without a radio has none. */

import type { EngineHost } from '../../engine.ts';
import { byteEnvironment } from '../../radio/byte-environment.ts';
import { radioQuirks } from '../console/firmware-version.ts';
import type { Realm } from '../realm.ts';
import { addMembers } from './exports.ts';
import type { Radio } from './radio.ts';
import type { StorageFiles } from './storage/area.ts';
import { noInterface, STATION_MAC, type WifiContext } from './wifi/context.ts';
import { esp32Wifi } from './wifi/esp32.ts';
import { esp8266Wifi } from './wifi/esp8266.ts';
import { pendingCallbacks } from './wifi/pending.ts';
import { AP_MODE, freshSettings } from './wifi/settings.ts';

export interface InstalledWifi {
  /** `Wifi.restore()`, which the chip calls by itself at power-on, after boot code and `onInit`. */
  restore(): void;
  /** All variables were cleared, as `load()` and `reset()` do it; the radio keeps its link. */
  forget(): void;
  close(): void;
}

/** Defines the module. Both chips open an access point of their own; newer builds for the ESP32 leave the radio off. */
export function installWifi(
  realm: Realm,
  host: EngineHost,
  radio: Radio,
  files: StorageFiles,
): InstalledWifi {
  const { family, id } = host.board.chip;
  if (family === 'LINUX') return { restore() {}, forget() {}, close() {} };
  const isEsp8266 = family === 'ESP8266';
  const hasOwnAp = isEsp8266 || radioQuirks(host.firmwareVersion).hasOwnAp;
  const powersave = isEsp8266 ? 'ps-poll' : id === 'esp32' ? 'modem' : 'min_modem';
  const context: WifiContext = {
    realm,
    host,
    environment: byteEnvironment(host.environment),
    radio,
    files,
    family,
    module: realm.object(),
    settings: freshSettings(hasOwnAp ? AP_MODE : 0, isEsp8266 ? '' : 'espressif', powersave, STATION_MAC),
    station: noInterface(),
    ap: noInterface(),
  };
  const callbacks = pendingCallbacks(realm);
  const { members, restore, close } = isEsp8266
    ? esp8266Wifi(context, callbacks)
    : esp32Wifi(context, callbacks);
  realm.defineModule('Wifi', () => addMembers(realm, context.module, members));
  return { restore, forget: callbacks.forget, close };
}
