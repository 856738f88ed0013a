/** Wi-Fi, and the chips' own objects. Where the two chips differ, both are said. */

interface WifiInterface {
  ip: string;
  netmask: string;
  gw: string;
  mac: string;
}
interface WifiNetwork {
  ssid: string;
  rssi: number;
  authMode: string;
  mac: string;
  /** The ESP32 says it as a text. */
  channel: number | string;
  isHidden?: boolean;
}
interface WifiStatus {
  mode: string;
  station: string;
  ap?: string;
  phy?: string;
  powersave?: string;
  savedMode?: string;
  ssid?: string;
  bssid?: string;
  channel?: number;
  rssi?: number;
  htMode?: string;
  authMode?: string;
}
interface WifiPing {
  totalCount: number;
  totalBytes: number;
  totalTime: number;
  respTime: number;
  seqNo: number;
  timeoutCount: number;
  bytes: number;
  error: number;
}

/** On the ESP32 family a callback that is pending survives `load()`: use the events there. */
interface WifiModule {
  connect(
    ssid: string,
    options?: { password?: string; bssid?: string; channel?: number; dnsServers?: string[] } | null,
    callback?: (error: string | null) => void,
  ): void;
  disconnect(callback?: () => void): void;
  getAPDetails(callback?: (details: any) => void): {
    status?: string;
    authMode: string;
    hidden: boolean;
    maxConn: number;
    ssid: string;
    password?: string;
    savedSsid?: string | null;
    /** Only the ESP8266 knows them. */
    stations?: { ip: string; mac: string }[];
  };
  getAPIP(callback?: (error: string | null, info: WifiInterface) => void): WifiInterface;
  getDetails(callback?: (details: any) => void): {
    status: string;
    ssid?: string;
    password?: string;
    rssi?: number;
    authMode?: string;
    savedSsid?: string | null;
  };
  getHostByName(name: string, callback: (ip: string | null) => void): void;
  getHostname(callback?: (name: string) => void): string;
  getIP(callback?: (error: string | null, info: WifiInterface) => void): WifiInterface;
  getStatus(callback?: (status: WifiStatus) => void): WifiStatus;
  /** Dotted addresses only; called for each answer. */
  ping(ip: string, callback: (answer: WifiPing) => void): void;
  restore(): void;
  save(what?: 'clear'): void;
  /** Throws while a scan runs. */
  scan(callback: (networks: WifiNetwork[]) => void): void;
  setAPIP(settings: { ip?: string; gw?: string; netmask?: string }, callback?: (error: any) => void): void;
  setConfig(settings: { phy?: string; powersave?: string }): void;
  setHostname(name: string, callback?: () => void): void;
  setIP(settings?: { ip?: string; gw?: string; netmask?: string }, callback?: (error: any) => void): void;
  /** The zone is a number of hours on the ESP8266, a text on the ESP32. */
  setSNTP(server: string, timeZone: number | string): void;
  startAP(
    ssid: string,
    options?: { password?: string; authMode?: string; channel?: number; hidden?: boolean } | null,
    callback?: (error: string | null) => void,
  ): void;
  stopAP(callback?: () => void): void;
  on(
    event: 'associated',
    listener: (event: { ssid: string; mac: string; channel: number | string }) => void,
  ): void;
  on(event: 'auth_change', listener: (event: { oldMode: string; newMode: string }) => void): void;
  /** The ESP8266 says `mask`, the ESP32 `netmask`. */
  on(
    event: 'connected',
    listener: (event: { ip: string; mask?: string; netmask?: string; gw: string }) => void,
  ): void;
  on(event: 'dhcp_timeout', listener: () => void): void;
  /** The ESP32 puts a number into `reason` and the text into `msg`. */
  on(
    event: 'disconnected',
    listener: (event: { ssid: string; mac: string; reason: string; msg?: string }) => void,
  ): void;
  on(event: 'probe_recv', listener: (event: { mac: string; rssi: number }) => void): void;
  on(event: 'sta_joined' | 'sta_left', listener: (event: { mac: string }) => void): void;
}

interface ESP8266Module {
  crc32(data: Data): number;
  deepSleep(microseconds: number, option?: number): void;
  getFreeFlash(): { area: number; length: number }[];
  getResetInfo(): { reason: string; [register: string]: any };
  getState(): { freeHeap: number; [name: string]: any };
  logDebug(enable: boolean): void;
  neopixelWrite(pin: PinArgument, data: Data): void;
  /** @deprecated Use `require('Wifi').ping`. */
  ping(ip: string, callback: (answer: any) => void): void;
  setCPUFreq(mhz: 80 | 160): void;
  setLog(mode: number): void;
}
interface ESP32Namespace {
  deepSleep(microseconds: number): void;
  getState(): { freeHeap: number; [name: string]: any };
  lightSleep(ms: number): void;
}
declare var ESP32: ESP32Namespace;
