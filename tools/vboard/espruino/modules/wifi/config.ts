/** `Wifi.setConfig`: radio mode and power saving, as far as each chip knows them. */
import { typeNameOf } from '../words.ts';
import type { WifiContext } from './context.ts';

const PHY_MODES: ReadonlySet<unknown> = new Set(['11b', '11g', '11n']);
/** What a setting is called when it is asked for again, by chip. */
const POWER_SAVING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  esp8266: { none: 'none', 'ps-poll': 'ps-poll' },
  'esp8266-small': { none: 'none', 'ps-poll': 'ps-poll' },
  esp32: { none: 'none', 'ps-poll': 'modem', min: 'modem', max: 'max_modem' },
  esp32c3: { none: 'none', min: 'min_modem', max: 'max_modem' },
  esp32s3: { none: 'none', min: 'min_modem', max: 'max_modem' },
};

/** Takes `{phy, powersave}`; what is no string is passed over. */
export function applyConfig({ realm, host, settings, family }: WifiContext, config: unknown): void {
  if (!realm.isObject(config)) {
    const expected = family === 'ESP8266' ? 'Expecting options object but got' : 'Expecting Object, got';
    throw realm.error('Error', `${expected} ${typeNameOf(realm, config)}`);
  }
  const { phy, powersave } = config;
  if (typeof phy === 'string') {
    if (!PHY_MODES.has(phy)) throw realm.error('Error', 'Unknown phy mode');
    settings.phy = phy;
  }
  if (typeof powersave === 'string') {
    const known = POWER_SAVING[host.board.chip.id]?.[powersave];
    if (known === undefined) throw realm.error('Error', 'Unknown powersave mode');
    settings.powersave = known;
  }
}
