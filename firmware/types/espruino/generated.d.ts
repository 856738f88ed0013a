/**
 * Made by `npm run types` from the interpreter's symbols: change the files beside it instead.
 * A parameter without a better type may be left out, as the interpreter allows.
 */

/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
declare var BTN: Pin;
/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
declare var BTN1: Pin;
/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
declare var Bluetooth: Serial;
/** Only on ESP32_CYD. */
declare var CN1: Qwiic;
/** @deprecated */
declare var HIGH: number;
declare var I2C1: I2C;
/** Only on ESP32, ESP32_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
declare var I2C2: I2C;
/** Only on LINUX. */
declare var I2C3: I2C;
/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
declare var LED: Pin;
/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
declare var LED1: Pin;
/** Only on ESP32_CYD. */
declare var LED2: Pin;
/** Only on ESP32_CYD. */
declare var LED3: Pin;
/** @deprecated */
declare var LOW: number;
declare var LoopbackA: Serial;
declare var LoopbackB: Serial;
/** Only on ESP32_CYD. */
declare var P1: Qwiic;
/** Only on ESP32_CYD. */
declare var P3: Qwiic;
declare var SPI1: SPI;
/** Only on ESP32, ESP32_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
declare var SPI2: SPI;
/** Only on LINUX. */
declare var SPI3: SPI;
/** Only on ESP32_CYD. */
declare var SPK: Pin;
declare var Serial1: Serial;
declare var Serial2: Serial;
/** Only on ESP32, ESP32_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
declare var Serial3: Serial;
/** Only on LINUX. */
declare var Serial4: Serial;
/** Only on LINUX. */
declare var Serial5: Serial;
/** Only on LINUX. */
declare var Serial6: Serial;
/** Only on ESP8266_4MB, ESP32, ESP32S3_IDF4, ESP32_CYD, LINUX. */
declare var Telnet: Serial;
/** Only on ESP32_CYD. */
declare var Terminal: Serial;
/** Only on LINUX. */
declare var USB: Serial;
declare function dump(): void;
declare function echo(echoOn?: boolean): void;
declare function edit(funcName?: any): void;
declare function reset(clearFlash?: boolean): void;
declare function save(): void;
declare function trace(root?: any): void;
declare var A0: Pin;
declare var D0: Pin;
declare var D1: Pin;
declare var D2: Pin;
declare var D3: Pin;
declare var D4: Pin;
declare var D5: Pin;
declare var D6: Pin;
declare var D7: Pin;
declare var D8: Pin;
declare var D9: Pin;
declare var D10: Pin;
declare var D11: Pin;
declare var D12: Pin;
declare var D13: Pin;
declare var D14: Pin;
declare var D15: Pin;
declare var D16: Pin;
declare var D17: Pin;
declare var D18: Pin;
declare var D19: Pin;
declare var D20: Pin;
declare var D21: Pin;
declare var D22: Pin;
declare var D23: Pin;
declare var D24: Pin;
declare var D25: Pin;
declare var D26: Pin;
declare var D27: Pin;
declare var D28: Pin;
declare var D29: Pin;
declare var D30: Pin;
declare var D31: Pin;
declare var D32: Pin;
declare var D33: Pin;
declare var D34: Pin;
declare var D35: Pin;
declare var D36: Pin;
declare var D37: Pin;
declare var D38: Pin;
declare var D39: Pin;
declare var D40: Pin;
declare var D41: Pin;
declare var D42: Pin;
declare var D43: Pin;
declare var D44: Pin;
declare var D45: Pin;
declare var D46: Pin;
declare var D47: Pin;
declare var D48: Pin;

/** Only on ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
interface AESNamespace {
  /** Only on LINUX. */
  ccmDecrypt(message?: any, key?: any, iv?: any, tag?: any): any;
  /** Only on LINUX. */
  ccmEncrypt(message?: any, key?: any, iv?: any, tagLen?: any): any;
  decrypt(passphrase?: any, key?: any, options?: any): ArrayBuffer;
  encrypt(passphrase?: any, key?: any, options?: any): ArrayBuffer;
}
declare var AES: AESNamespace;

/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
interface BluetoothDevice {
  readonly gatt: any;
}
interface BluetoothDeviceConstructor extends Function {
  readonly prototype: BluetoothDevice;
}
declare var BluetoothDevice: BluetoothDeviceConstructor;

/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
interface BluetoothRemoteGATTCharacteristic {
  readValue(): Promise<any>;
  startNotifications(): Promise<any>;
  writeValue(data?: any): Promise<any>;
  on(event: 'characteristicvaluechanged', listener: () => void): void;
  on(event: string, listener: (...args: any[]) => void): void;
}
interface BluetoothRemoteGATTCharacteristicConstructor extends Function {
  readonly prototype: BluetoothRemoteGATTCharacteristic;
}
declare var BluetoothRemoteGATTCharacteristic: BluetoothRemoteGATTCharacteristicConstructor;

/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
interface BluetoothRemoteGATTServer {
  connect(options?: any): Promise<any>;
  disconnect(): Promise<any>;
  getPrimaryService(service?: any): Promise<any>;
  getPrimaryServices(): Promise<any>;
  setRSSIHandler(callback?: any): void;
}
interface BluetoothRemoteGATTServerConstructor extends Function {
  readonly prototype: BluetoothRemoteGATTServer;
}
declare var BluetoothRemoteGATTServer: BluetoothRemoteGATTServerConstructor;

/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
interface BluetoothRemoteGATTService {
  getCharacteristic(characteristic?: any): Promise<any>;
  getCharacteristics(): Promise<any>;
}
interface BluetoothRemoteGATTServiceConstructor extends Function {
  readonly prototype: BluetoothRemoteGATTService;
}
declare var BluetoothRemoteGATTService: BluetoothRemoteGATTServiceConstructor;

interface ENamespace {
  /** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  FFT(arrReal?: any, arrImage?: any, inverse?: boolean): void;
  HSBtoRGB(hue?: number, sat?: number, bri?: number, format?: number): any;
  asUTF8(str?: any): string;
  asm(callspec?: any, ...assemblycode: any[]): void;
  compiledC(code?: any): void;
  /** Only on ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  connectSDCard(spi?: any, csPin?: PinArgument): void;
  convolve(arr1?: any, arr2?: any, offset?: number): number;
  defrag(): void;
  dumpFragmentation(): void;
  dumpStr(): string;
  dumpVariables(): void;
  fromUTF8(str?: any): string;
  getAddressOf(v?: any, flatAddress?: boolean): number;
  getAnalogVRef(): number;
  getClock(): any;
  getPowerUsage(): any;
  getTemperature(internal?: boolean): number;
  hwRand(): number;
  readonly internal: any;
  isUTF8(str?: any): boolean;
  kickWatchdog(): void;
  lockConsole(): void;
  lookupNoCase(haystack?: any, needle?: any, returnKey?: boolean): any;
  memoryArea(addr?: number, len?: number): string;
  memoryMap(baseAddress?: any, registers?: any): any;
  nativeCall(addr?: number, sig?: any, data?: any): any;
  /** Only on ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  openFile(path?: any, mode?: any): File;
  reboot(): void;
  reverseByte(x?: number): number;
  setClock(options?: any): number;
  setDST(...params: any[]): void;
  srand(v?: number): void;
  stopEventPropagation(): void;
  toFlatString(...args: any[]): string;
  /** Only on ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
  unmountSD(): void;
}

/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
interface ESP32Namespace {
  deepSleepExt0(pin?: PinArgument, level?: number): void;
  deepSleepExt1(pinVar?: any, mode?: number): void;
  enableBLE(enable?: boolean): void;
  enableWifi(enable?: boolean): void;
  getWakeupCause(): number;
  getWakeupPin(): Pin;
  reboot(): void;
  setAtten(pin?: PinArgument, atten?: number): void;
  setBLE_Debug(level?: number): void;
  setOTAValid(isValid?: boolean): void;
}

/** Only on ESP32, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD, LINUX. */
interface File {
  close(): void;
  pipe(destination?: any, options?: any): void;
  read(length?: number): any;
  seek(nBytes?: number): void;
  skip(nBytes?: number): void;
  write(buffer?: any): number;
}
interface FileConstructor extends Function {
  readonly prototype: File;
}
declare var File: FileConstructor;

interface Graphics {
  asBMP(): any;
  asImage(options?: any): any;
  asURL(): any;
  /** Only on LINUX. */
  blendColor(col_a?: any, col_b?: any, amt?: any): number;
  blit(options?: any): Graphics;
  drawCircle(x?: number, y?: number, rad?: number): Graphics;
  /** Only on LINUX. */
  drawCircleAA(x?: number, y?: number, r?: number): Graphics;
  drawEllipse(x1?: number, y1?: number, x2?: number, y2?: number): Graphics;
  /** Only on LINUX. */
  drawImages(layers?: any, options?: any): Graphics;
  drawLine(x1?: number, y1?: number, x2?: number, y2?: number): Graphics;
  /** Only on LINUX. */
  drawLineAA(x1?: number, y1?: number, x2?: number, y2?: number): Graphics;
  /** Only on LINUX. */
  drawPolyAA(poly?: any, closed?: boolean): Graphics;
  dump(): void;
  fillCircle(x?: number, y?: number, rad?: number): Graphics;
  fillEllipse(x1?: number, y1?: number, x2?: number, y2?: number): Graphics;
  /** Only on LINUX. */
  fillPolyAA(poly?: any): Graphics;
  /** Only on LINUX. */
  filter(filter?: any, options?: any): Graphics;
  floodFill(x?: number, y?: number, col?: any): Graphics;
  getBPP(): number;
  getBgColor(): number;
  getColor(): number;
  getFont(): string;
  getFontHeight(): number;
  getFonts(): any[];
  getHeight(): number;
  getModified(reset?: boolean): any;
  getPixel(x?: number, y?: number): number;
  getVectorFontPolys(str?: any, options?: any): any[];
  getWidth(): number;
  imageMetrics(str?: any): any;
  lineTo(x?: number, y?: number): Graphics;
  moveTo(x?: number, y?: number): Graphics;
  quadraticBezier(arr?: any, options?: any): any;
  reset(usage?: any): Graphics;
  scroll(x?: number, y?: number): Graphics;
  setClipRect(x1?: number, y1?: number, x2?: number, y2?: number): Graphics;
  setFont(name?: any, size?: number): Graphics;
  setFontBitmap(): Graphics;
  setFontPBF(file?: any, scale?: number): Graphics;
  setFontVector(size?: number): Graphics;
  setOffset(x?: number, y?: number): Graphics;
  setPixel(x?: number, y?: number, col?: any): Graphics;
  setRotation(rotation?: number, reflect?: boolean): Graphics;
  setTheme(theme?: any): Graphics;
  stringWidth(str?: any): number;
  toColor(r?: any, g?: any, b?: any): number;
  transformVertices(verts?: any, transformation?: any): any;
}

/** Only on ESP32, ESP32_IDF4, ESP32C3_IDF4, ESP32S3_IDF4, ESP32_CYD. */
interface NRFNamespace {
  connect(mac?: any, options?: any): Promise<any>;
  disconnect(): void;
  filterDevices(devices?: any, filters?: any): any;
  findDevices(callback?: any, options?: any): void;
  getAddress(current?: boolean): any;
  getAdvertisingData(data?: any, options?: any): any;
  getAdvertisingName(): any;
  getBattery(): number;
  getSecurityStatus(): any;
  requestDevice(options?: any): Promise<any>;
  restart(callback?: any): void;
  setAdvertising(data?: any, options?: any): void;
  setConnectionInterval(interval?: any): void;
  setRSSIHandler(callback?: any): void;
  setScan(callback?: any, options?: any): void;
  setScanResponse(data?: any): void;
  setServices(data?: any, options?: any): void;
  setTxPower(power?: number): void;
  sleep(): void;
  updateServices(data?: any): void;
  wake(): void;
  on(event: 'characteristicsDiscover', listener: () => void): void;
  on(event: 'connect', listener: (addr?: any) => void): void;
  on(event: 'disconnect', listener: (reason?: number) => void): void;
  on(event: 'security', listener: (status?: any) => void): void;
  on(event: 'servicesDiscover', listener: () => void): void;
  on(event: string, listener: (...args: any[]) => void): void;
}
declare var NRF: NRFNamespace;

/** Only on ESP8266_BOARD, ESP8266_4MB. */
interface NodeMCUNamespace {
  readonly A0: Pin;
  readonly D0: Pin;
  readonly D1: Pin;
  readonly D10: Pin;
  readonly D2: Pin;
  readonly D3: Pin;
  readonly D4: Pin;
  readonly D5: Pin;
  readonly D6: Pin;
  readonly D7: Pin;
  readonly D8: Pin;
  readonly D9: Pin;
}
declare var NodeMCU: NodeMCUNamespace;

/** Only on ESP32_CYD. */
interface Qwiic {
  setPower(isOn?: boolean): any;
  readonly i2c: any;
}
interface QwiicConstructor extends Function {
  readonly prototype: Qwiic;
}
declare var Qwiic: QwiicConstructor;

interface ServerConstructor extends Function {
  readonly prototype: Server;
}
declare var Server: ServerConstructor;

interface SocketConstructor extends Function {
  readonly prototype: Socket;
}
declare var Socket: SocketConstructor;

interface StorageFileConstructor extends Function {
  readonly prototype: StorageFile;
}
declare var StorageFile: StorageFileConstructor;

/** Only on LINUX. */
interface TFMicroInterpreter {
  getInput(): ArrayBufferView;
  getOutput(): ArrayBufferView;
  invoke(): void;
}
interface TFMicroInterpreterConstructor extends Function {
  readonly prototype: TFMicroInterpreter;
}
declare var TFMicroInterpreter: TFMicroInterpreterConstructor;

interface DgramSocketConstructor extends Function {
  readonly prototype: dgramSocket;
}
declare var dgramSocket: DgramSocketConstructor;

interface HttpCRqConstructor extends Function {
  readonly prototype: httpCRq;
}
declare var httpCRq: HttpCRqConstructor;

interface HttpCRsConstructor extends Function {
  readonly prototype: httpCRs;
}
declare var httpCRs: HttpCRsConstructor;

interface HttpSRqConstructor extends Function {
  readonly prototype: httpSRq;
}
declare var httpSRq: HttpSRqConstructor;

interface HttpSRsConstructor extends Function {
  readonly prototype: httpSRs;
}
declare var httpSRs: HttpSRsConstructor;

interface HttpSrvConstructor extends Function {
  readonly prototype: httpSrv;
}
declare var httpSrv: HttpSrvConstructor;

/** Only on ESP32_CYD. */
interface Lcd_spi_unbufNamespace {
  connect(device?: any, options?: any): Graphics;
}
declare var lcd_spi_unbuf: Lcd_spi_unbufNamespace;

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
