/** `require("Wifi")` of a chip in the air of a test. */
import { type DrivenClock, drivenClock } from '../../../../../tools/vboard/chip/driven-clock.ts';
import { createRadio, type Radio } from '../../../../../tools/vboard/espruino/modules/radio.ts';
import { installStorage } from '../../../../../tools/vboard/espruino/modules/storage.ts';
import { installWifi } from '../../../../../tools/vboard/espruino/modules/wifi.ts';
import { type FakeHost, type Family, fakeHost } from '../../../../support/fake-host.ts';
import { type FakeRealm, fakeRealm } from '../../../../support/fake-realm.ts';

/** A board's Wi-Fi module alone, on a clock that is driven. */
export interface WifiBench {
  readonly realm: FakeRealm;
  readonly host: FakeHost;
  readonly clock: DrivenClock;
  readonly radio: Radio;
  readonly log: string[];
  call(method: string, ...args: unknown[]): unknown;
  /** Lets time pass and runs what it brought. */
  pass(milliseconds: number): void;
  restore(): void;
  /** All variables are cleared. */
  load(): void;
}

const EVENTS = ['associated', 'connected', 'disconnected', 'dhcp_timeout'];

/** A build whose `connect` leaves and joins anew. */
export const NEWER = '2v29.277';

/** A module whose events and callbacks are logged. */
export function boot(family: Family, cells?: Uint8Array, firmwareVersion?: string): WifiBench {
  const clock = drivenClock();
  const host = fakeHost({
    ...(firmwareVersion ? { firmwareVersion } : {}),
    family,
    clock,
    networks: [
      { ssid: 'home', password: 'secret-word', channel: 11 },
      { ssid: 'cafe' },
      { ssid: '温’s 网络', password: '密码密码密码' },
      { ssid: 'x'.repeat(32) },
    ],
    ...(cells ? { cells } : {}),
  });
  const realm = fakeRealm(() => clock.now());
  const radio = createRadio();
  const files = installStorage(realm, host);
  const { restore, forget } = installWifi(realm, host, radio, files);
  const log: string[] = [];
  const module = realm.require('Wifi');
  for (const event of EVENTS) {
    realm.on(module, event, (details: unknown) => log.push(`${event} ${JSON.stringify(details)}`));
  }
  return {
    realm,
    host,
    clock,
    radio,
    log,
    call: (method, ...args) => realm.invoke(module, method, ...args),
    pass(milliseconds) {
      for (let step = 0; step < milliseconds; step += 10) {
        clock.advance(10);
        realm.settle();
      }
    },
    restore,
    load: forget,
  };
}

/** Joins with a callback that is logged. */
export function join(bench: WifiBench, ssid = 'home', password = 'secret-word'): void {
  bench.call('connect', ssid, { password }, (error: unknown) =>
    bench.log.push(`callback ${JSON.stringify(error)}`),
  );
}
