/** `require("Wifi")` of the ESP32 family (`jswrap_esp32_network.c`), of the released builds and of newer ones. */
import { radioQuirks } from '../../console/firmware-version.ts';
import type { BoardObject } from '../../realm.ts';
import { addressArguments, apArguments, callbackOf, stationArguments } from './arguments.ts';
import { applyConfig } from './config.ts';
import {
  AP_ADDRESS,
  answer,
  authModeOf,
  commonMembers,
  notify,
  record,
  setStation,
  type WifiContext,
} from './context.ts';
import { esp32Station } from './esp32-station.ts';
import type { PendingCallbacks } from './pending.ts';
import { AP_MODE, AUTH_MODES, restoreSettings, STATION_MODE } from './settings.ts';

const MODES: readonly string[] = ['NULL', 'STA', 'AP', 'APSTA'];

export interface WifiModule {
  readonly members: Record<string, (...args: unknown[]) => unknown>;
  /** What the chip does by itself after boot code has run. */
  restore(): void;
  close(): void;
}

/** The module's members over `context`. */
export function esp32Wifi(context: WifiContext, callbacks: PendingCallbacks): WifiModule {
  const { realm, host, radio, settings, files } = context;
  const hasBoth = host.board.chip.wifi?.hasStationAndAp ?? true;
  const quirks = radioQuirks(host.firmwareVersion);
  const onJoined = callbacks.pending();
  const onLeft = callbacks.pending();
  const onApStarted = callbacks.pending();
  let isApStarted = false;

  const station = esp32Station(
    {
      environment: context.environment,
      clock: host.clock,
      quirks,
      log: (line) => host.onConsole(`${line}\r\n`),
    },
    {
      onAssociated({ ssid, bssid: mac, channel }) {
        notify(context, 'associated', record(realm, { ssid, mac, channel: String(channel) }));
      },
      onAddress({ ip, netmask, gateway: gw }) {
        setStation(context, { ip, netmask, gw });
        radio.isCut = false;
        onJoined.complete(null);
        notify(context, 'connected', record(realm, { ip, netmask, gw }));
      },
      onAddressLost() {
        if (context.radio.ip !== '0.0.0.0') radio.isCut = (settings.mode & AP_MODE) === 0;
        setStation(context, null);
      },
      onDisconnected(details) {
        onLeft.complete();
        notify(context, 'disconnected', record(realm, { ...details }));
        // Before that build, the callback of a connect that failed is never called.
        if (quirks.connectsAnew) onJoined.complete(details.msg);
      },
    },
  );

  const getStatus = (): BoardObject => {
    const status = realm.object();
    const { isConnected, network: joined } = station;
    status.station = isConnected ? 'connected' : station.reasonText;
    if (joined && settings.mode & STATION_MODE) {
      const { ssid, bssid, channel, rssiDbm: rssi } = joined;
      Object.assign(status, { ssid, bssid, channel, rssi, htMode: 'HT20', authMode: authModeOf(joined) });
    }
    // Only newer builds know whether the radio was started.
    status.mode = MODES[quirks.hasOwnAp || isApStarted || isConnected ? settings.mode : 0];
    status.powersave = settings.powersave;
    return status;
  };

  const startAp = (): void => {
    settings.mode = hasBoth ? settings.mode | AP_MODE : AP_MODE;
    isApStarted = true;
    radio.isCut = false;
    Object.assign(context.ap, { ip: AP_ADDRESS, netmask: '255.255.255.0', gw: AP_ADDRESS });
  };

  return {
    members: {
      ...commonMembers(context, callbacks, station.start),
      connect(ssid, options, callback) {
        const given = stationArguments(realm, ssid, options);
        onJoined.set(undefined);
        const next = callbackOf(realm, callback);
        onLeft.set(undefined);
        settings.mode = hasBoth ? settings.mode | STATION_MODE : STATION_MODE;
        if (!hasBoth) isApStarted = false;
        // The radio is started as a whole, with the access point that it comes with.
        if (settings.mode & AP_MODE) startAp();
        settings.ssid = given.ssid;
        settings.password = given.password;
        onJoined.set(next);
        station.connect(given.ssid, given.password);
      },
      disconnect(callback) {
        const next = callbackOf(realm, callback);
        onLeft.set(next);
        station.disconnect();
        answer(realm, next);
      },
      startAP(ssid, options, callback) {
        const given = callbackOf(realm, callback);
        settings.ap = apArguments(realm, 'ESP32', ssid, options);
        onApStarted.set(given);
        startAp();
        onApStarted.complete(null);
      },
      stopAP(callback) {
        const given = callbackOf(realm, callback);
        settings.mode &= STATION_MODE;
        isApStarted = false;
        answer(realm, given);
      },
      // Its callback is never called here.
      getStatus,
      getDetails(callback) {
        const given = callbackOf(realm, callback, true);
        const joined = station.network;
        const details = joined
          ? {
              ssid: settings.ssid,
              password: settings.password,
              status: 'connected',
              authMode: authModeOf(joined),
            }
          : { status: station.reasonText };
        const info = record(realm, details);
        answer(realm, given, info);
        return info;
      },
      getAPDetails(callback) {
        const given = callbackOf(realm, callback, true);
        const { ap } = settings;
        const info = record(realm, {
          authMode: AUTH_MODES[ap.authMode],
          hidden: ap.hidden !== 0,
          maxConn: 4,
          ssid: ap.ssid,
          password: ap.password,
        });
        answer(realm, given, info);
        return info;
      },
      setConfig: (config) => applyConfig(context, config),
      // Both answer upside down, and the station's address stays: its DHCP client is not stopped.
      setIP(config, callback) {
        addressArguments(realm, 'ESP32', config);
        if (!realm.isFunction(callback)) throw realm.error('Error', 'Callback is not a function');
        answer(realm, callback, null);
      },
      setAPIP(config, callback) {
        Object.assign(context.ap, addressArguments(realm, 'ESP32', config));
        if (!realm.isFunction(callback)) throw realm.error('Error', 'Callback is not a function');
        answer(realm, callback, 'Failure');
      },
      restore,
    },
    restore,
    close: () => station.close(),
  };

  function restore(): void {
    if (!restoreSettings(realm, settings, files, 'ESP32')) {
      if (quirks.hasOwnAp && settings.mode & AP_MODE) startAp();
      return;
    }
    if (settings.mode & AP_MODE) startAp();
    if (settings.mode & STATION_MODE) {
      station.configure(settings.ssid, settings.password);
      station.start();
    }
  }
}
