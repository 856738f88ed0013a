/** `require("Wifi")`: the chip's own module over the board's air; a board without a radio has none. */
import type { EngineHost } from '../../engine.ts';
import type { Realm } from '../realm.ts';
import { addMembers } from './exports.ts';
import type { Radio } from './radio.ts';
import type { StorageFiles } from './storage/area.ts';
import { noInterface, STATION_MAC, type WifiContext } from './wifi/context.ts';
import { esp32Wifi } from './wifi/esp32.ts';
import { esp8266Wifi } from './wifi/esp8266.ts';
import { AP_MODE, freshSettings } from './wifi/settings.ts';

export interface InstalledWifi {
  /** `Wifi.restore()`, which the chip calls by itself at power-on, after boot code and `onInit`. */
  restore(): void;
  close(): void;
}

/** Defines the module. An ESP8266 begins with its SDK's open access point, an ESP32 with its radio off. */
export function installWifi(
  realm: Realm,
  host: EngineHost,
  radio: Radio,
  files: StorageFiles,
): InstalledWifi {
  const { family, id } = host.board.chip;
  if (family === 'LINUX') return { restore: () => {}, close: () => {} };
  const isEsp8266 = family === 'ESP8266';
  const powersave = isEsp8266 ? 'ps-poll' : id === 'esp32' ? 'modem' : 'min_modem';
  const context: WifiContext = {
    realm,
    host,
    radio,
    files,
    family,
    module: realm.object(),
    settings: freshSettings(isEsp8266 ? AP_MODE : 0, isEsp8266 ? '' : 'espressif', powersave, STATION_MAC),
    station: noInterface(),
    ap: noInterface(),
  };
  const { members, restore, close } = isEsp8266 ? esp8266Wifi(context) : esp32Wifi(context);
  realm.defineModule('Wifi', () => addMembers(realm, context.module, members));
  return { restore, close };
}
