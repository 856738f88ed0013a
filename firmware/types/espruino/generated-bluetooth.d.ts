/**
 * Made by `npm run types` from the interpreter's symbols: change the files beside it instead.
 * A parameter without a better type may be left out, as the interpreter allows.
 */

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
