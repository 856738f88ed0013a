/** `require("Wifi")` of the ESP32 family (`jswrap_esp32_network.c`): three tries, then it gives up and stays off. */
import type { AirNetwork, JoinResult } from '../../../air/air.ts';
import type { BoardFunction, BoardObject } from '../../realm.ts';
import { addressArguments, apArguments, callbackOf, stationArguments } from './arguments.ts';
import { applyConfig } from './config.ts';
import {
  AP_ADDRESS,
  answer,
  authModeOf,
  commonMembers,
  record,
  setStation,
  tell,
  type WifiContext,
} from './context.ts';
import { type JoinerEvents, joiner } from './joiner.ts';
import { AP_MODE, AUTH_MODES, restoreSettings, STATION_MODE } from './settings.ts';

/** Reason numbers of the SDK with the interpreter's words; 0: nothing happened yet. */
const REASONS: Readonly<Record<number, string>> = {
  8: 'ASSOC_LEAVE',
  15: '4WAY_HANDSHAKE_TIMEOUT',
  200: 'BEACON_TIMEOUT',
  201: 'NO_AP_FOUND',
};
const LEFT = 8;
const WRONG_PASSWORD = 15;
const BEACON_TIMEOUT = 200;
const NO_AP_FOUND = 201;
const TRIES = 3;
const MODES: readonly string[] = ['NULL', 'STA', 'AP', 'APSTA'];

export interface WifiModule {
  readonly members: Record<string, (...args: unknown[]) => unknown>;
  /** What the chip does by itself after boot code has run. */
  restore(): void;
  close(): void;
}

/** The module's members over `context`. */
export function esp32Wifi(context: WifiContext): WifiModule {
  const { realm, host, radio, settings, files } = context;
  const hasBoth = host.board.chip.wifi?.hasStationAndAp ?? true;
  let onJoined: BoardFunction | undefined;
  let onLeft: BoardFunction | undefined;
  let triesLeft = 0;
  let isConnected = false;
  let isApStarted = false;
  let joined: AirNetwork | null = null;
  let lastReason = 0;

  const reasonText = (): string => REASONS[lastReason] ?? 'Unknown reason';
  const complete = (error: string | null): void => {
    answer(realm, onJoined, error);
    onJoined = undefined;
  };

  /** The SDK's "disconnected": retried silently while tries are left. */
  const disconnected = (reason: number): void => {
    if (context.radio.ip !== '0.0.0.0') radio.isCut = (settings.mode & AP_MODE) === 0;
    setStation(context, null);
    triesLeft--;
    if (triesLeft > 0) {
      station.start(settings.ssid, settings.password);
      return;
    }
    isConnected = false;
    lastReason = reason;
    answer(realm, onLeft);
    onLeft = undefined;
    const mac = joined?.bssid ?? '00:00:00:00:00:00';
    tell(
      context,
      'disconnected',
      record(realm, { ssid: settings.ssid, mac, reason: String(reason), msg: reasonText() }),
    );
    complete(reasonText());
    joined = null;
  };

  const events: JoinerEvents = {
    onAssociated(network) {
      isConnected = true;
      joined = network;
      tell(
        context,
        'associated',
        record(realm, { ssid: network.ssid, mac: network.bssid, channel: String(network.channel) }),
      );
    },
    onAddress({ ip, netmask, gateway }: JoinResult) {
      setStation(context, { ip, netmask, gw: gateway });
      radio.isCut = false;
      complete(null);
      tell(context, 'connected', record(realm, { ip, netmask, gw: gateway }));
    },
    onFailure: (failure) => disconnected(failure === 'no-network' ? NO_AP_FOUND : WRONG_PASSWORD),
    // This chip waits for an address for ever.
    onNoAddress: () => {},
    onLost: () => disconnected(BEACON_TIMEOUT),
  };
  const station = joiner(host.air, host.clock, events);

  const getStatus = (): BoardObject => {
    const status = realm.object();
    status.station = isConnected ? 'connected' : reasonText();
    if (isConnected && joined && settings.mode & STATION_MODE) {
      const { ssid, bssid, channel, rssiDbm: rssi } = joined;
      Object.assign(status, { ssid, bssid, channel, rssi, htMode: 'HT20', authMode: authModeOf(joined) });
    }
    status.mode = MODES[isApStarted || isConnected ? settings.mode : 0];
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
      ...commonMembers(context),
      connect(ssid, options, callback) {
        const given = stationArguments(realm, ssid, options);
        onJoined = undefined;
        const next = callbackOf(realm, callback);
        onLeft = undefined;
        settings.mode = hasBoth ? settings.mode | STATION_MODE : STATION_MODE;
        if (!hasBoth) isApStarted = false;
        settings.ssid = given.ssid;
        settings.password = given.password;
        onJoined = next;
        triesLeft = TRIES;
        if (isConnected) {
          station.cancel();
          disconnected(LEFT);
        } else station.start(settings.ssid, settings.password);
      },
      disconnect(callback) {
        onLeft = callbackOf(realm, callback);
        triesLeft = 0;
        const wasBusy = isConnected;
        station.cancel();
        answer(realm, onLeft);
        if (wasBusy) host.clock.after(0, () => disconnected(LEFT));
      },
      startAP(ssid, options, callback) {
        const given = callbackOf(realm, callback);
        settings.ap = apArguments(realm, 'ESP32', ssid, options);
        startAp();
        answer(realm, given, null);
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
        const details = isConnected
          ? {
              ssid: settings.ssid,
              password: settings.password,
              status: 'connected',
              authMode: joined ? authModeOf(joined) : 'open',
            }
          : { status: reasonText() };
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
    if (!restoreSettings(realm, settings, files, 'ESP32')) return;
    if (settings.mode & AP_MODE) startAp();
    if (settings.mode & STATION_MODE) station.start(settings.ssid, settings.password);
  }
}
