/** `require("Wifi")` of the ESP8266 (`jswrap_esp8266_network.c`): the SDK joins again and again, for ever. */
import type { RadioNetwork } from '../../../radio/radio-environment.ts';
import { addressArguments, apArguments, callbackOf, checkChannel, stationArguments } from './arguments.ts';
import { applyConfig } from './config.ts';
import {
  AP_ADDRESS,
  answer,
  commonMembers,
  notify,
  record,
  setStation,
  type WifiContext,
} from './context.ts';
import type { WifiModule } from './esp32.ts';
import { joiner } from './joiner.ts';
import type { PendingCallbacks } from './pending.ts';
import { AP_MODE, AUTH_MODES, restoreSettings, STATION_MODE } from './settings.ts';

type Status = 'off' | 'connecting' | 'bad_password' | 'no_ap_found' | 'connect_failed' | 'connected';

/**
 * The interpreter looks its texts for reasons of 200 and more up one place too early: an access point that is not found
 * reads `beacon_timeout`, and one that falls silent reads `cipher_suite_rejected`.
 */
const REASON_NOT_FOUND = 'beacon_timeout';
const REASON_SILENT = 'cipher_suite_rejected';
const REASON_LEFT = 'assoc_leave';
const REASON_WRONG_PASSWORD = '4way_handshake_timeout';
/** Pause of the SDK between two tries. */
const RETRY_MS = 1000;
const MODES: readonly string[] = ['off', 'sta', 'ap', 'sta+ap'];
const NO_RSSI = 0;

/** The module's members over `context`. */
export function esp8266Wifi(context: WifiContext, callbacks: PendingCallbacks): WifiModule {
  const { realm, host, radio, settings, files } = context;
  const onJoined = callbacks.pending();
  const onLeft = callbacks.pending();
  let status: Status = 'off';
  let joined: RadioNetwork | null = null;
  let stopRetry = (): void => {};

  const reportDisconnected = (network: RadioNetwork | null, reason: string): void => {
    const mac = network?.bssid ?? '00:00:00:00:00:00';
    notify(context, 'disconnected', record(realm, { ssid: network?.ssid ?? settings.ssid, mac, reason }));
  };
  const dropAddress = (): void => {
    if (radio.ip !== '0.0.0.0') radio.isCut = (settings.mode & AP_MODE) === 0;
    setStation(context, null);
    joined = null;
  };
  const begin = (): void => {
    stopRetry();
    status = 'connecting';
    station.start(settings.ssid, settings.password);
  };
  const retry = (): void => {
    stopRetry = host.clock.after(RETRY_MS, begin);
  };

  const station = joiner(context.environment, host.clock, {
    onAssociated(network) {
      joined = network;
      notify(
        context,
        'associated',
        record(realm, { ssid: network.ssid, mac: network.bssid, channel: network.channel }),
      );
    },
    onAddress({ ip, netmask, gateway }) {
      status = 'connected';
      setStation(context, { ip, netmask, gw: gateway });
      radio.isCut = false;
      onJoined.complete(null);
      notify(context, 'connected', record(realm, { ip, mask: netmask, gw: gateway }));
    },
    onFailure(failure) {
      status = failure === 'no-network' ? 'no_ap_found' : 'bad_password';
      onJoined.complete(status);
      reportDisconnected(null, failure === 'no-network' ? REASON_NOT_FOUND : REASON_WRONG_PASSWORD);
      retry();
    },
    onNoAddress: () => notify(context, 'dhcp_timeout', null),
    onLost(network) {
      dropAddress();
      reportDisconnected(network, REASON_SILENT);
      begin();
    },
  });

  const leave = (): RadioNetwork | null => {
    const left = joined;
    stopRetry();
    station.cancel();
    dropAddress();
    return left;
  };

  const startAp = (): void => {
    settings.mode |= AP_MODE;
    radio.isCut = false;
    Object.assign(context.ap, { ip: AP_ADDRESS, netmask: '255.255.255.0', gw: AP_ADDRESS });
  };
  if (settings.mode & AP_MODE) startAp();

  const setAddress = (target: 'station' | 'ap', config: unknown, callback: unknown): void => {
    const address = addressArguments(realm, 'ESP8266', config);
    if (target === 'station') setStation(context, address);
    else Object.assign(context.ap, address);
    if (!realm.isFunction(callback)) throw realm.error('Error', 'Callback is not a function');
    answer(realm, callback, null);
  };

  function restore(): void {
    if (!restoreSettings(realm, settings, files, 'ESP8266')) return;
    if (settings.mode & AP_MODE) startAp();
    if (settings.mode & STATION_MODE) begin();
  }

  const apEnabled = (): string => (settings.mode & AP_MODE ? 'enabled' : 'disabled');
  return {
    members: {
      ...commonMembers(context, callbacks, () => {}),
      connect(ssid, options, callback) {
        if (typeof ssid !== 'string') throw realm.error('Error', 'No SSID provided');
        onJoined.set(undefined);
        const next = callbackOf(realm, callback);
        const given = stationArguments(realm, ssid, options);
        checkChannel(realm, given.options.channel);
        if (status === 'connected' && settings.ssid === given.ssid && settings.password === given.password) {
          answer(realm, next, null);
          return;
        }
        const left = leave();
        if (status === 'connected') host.clock.after(0, () => reportDisconnected(left, REASON_LEFT));
        settings.mode |= STATION_MODE;
        settings.ssid = given.ssid;
        settings.password = given.password;
        onJoined.set(next);
        begin();
      },
      disconnect(callback) {
        const given = callbackOf(realm, callback);
        onLeft.set(given);
        const wasConnected = status === 'connected';
        const left = leave();
        status = 'off';
        settings.mode &= AP_MODE;
        if (!wasConnected) {
          onLeft.complete();
          return;
        }
        host.clock.after(0, () => {
          onLeft.complete();
          reportDisconnected(left, REASON_LEFT);
        });
      },
      startAP(ssid, options, callback) {
        const given = callbackOf(realm, callback);
        settings.ap = apArguments(realm, 'ESP8266', ssid, options);
        startAp();
        answer(realm, given, null);
      },
      getStatus(callback) {
        const given = callbackOf(realm, callback, true);
        const info = record(realm, {
          mode: MODES[settings.mode],
          station: settings.mode & STATION_MODE ? status : 'off',
          ap: apEnabled(),
          phy: settings.phy,
          powersave: settings.powersave,
          savedMode: MODES[settings.savedMode],
        });
        answer(realm, given, info);
        return info;
      },
      getDetails(callback) {
        const given = callbackOf(realm, callback, true);
        const info = record(realm, { status, ssid: settings.ssid, password: settings.password });
        if (settings.mode & STATION_MODE) info.rssi = joined?.rssiDbm ?? NO_RSSI;
        info.savedSsid = null;
        answer(realm, given, info);
        return info;
      },
      getAPDetails(callback) {
        const given = callbackOf(realm, callback, true);
        const { authMode, hidden, ssid, password } = settings.ap;
        const info = record(realm, {
          status: apEnabled(),
          authMode: AUTH_MODES[authMode],
          hidden: hidden !== 0,
          maxConn: 4,
          ssid,
          password,
          savedSsid: null,
        });
        if (settings.mode & AP_MODE) info.stations = realm.array();
        answer(realm, given, info);
        return info;
      },
      setConfig: (config) => applyConfig(context, config),
      setIP: (config, callback) => setAddress('station', config, callback),
      setAPIP: (config, callback) => setAddress('ap', config, callback),
      restore,
    },
    restore,
    close() {
      stopRetry();
      station.close();
    },
  };
}
