/**
 * Made by `npm run types` from the interpreter's symbols: change the files beside it instead.
 * A parameter without a better type may be left out, as the interpreter allows.
 */

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
