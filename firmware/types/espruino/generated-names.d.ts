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
