/**
 * Made by `npm run types` from the interpreter's symbols: change the files beside it instead.
 * A parameter without a better type may be left out, as the interpreter allows.
 */

/** Only on ESP8266_BOARD, ESP8266_4MB. */
interface ESP8266Module {
  dumpSocketInfo(): void;
  printLog(): void;
  readLog(): void;
  reboot(): void;
}

/** Only on LINUX. */
interface TensorflowModule {
  create(arenaSize?: number, model?: any): TFMicroInterpreter;
}

interface ModulesByName {
  /** Only on ESP8266_BOARD, ESP8266_4MB. */
  ESP8266: ESP8266Module;
  Flash: FlashModule;
  NetworkJS: NetworkJSModule;
  Storage: StorageModule;
  /** Only on ESP8266_4MB, ESP32, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  TelnetServer: TelnetServerModule;
  /** Only on ESP8266_BOARD, ESP8266_4MB, ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
  Wifi: WifiModule;
  /** Only on ESP8266_4MB, ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  crypto: CryptoModule;
  dgram: DgramModule;
  /** Only on ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  fs: FsModule;
  heatshrink: HeatshrinkModule;
  http: HttpModule;
  /** Only on ESP8266_BOARD, ESP8266_4MB, ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4. */
  neopixel: NeopixelModule;
  net: NetModule;
  /** Only on LINUX. */
  tensorflow: TensorflowModule;
  timer: TimerModule;
  /** Only on ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  tls: TlsModule;
}
