/**
 * What a Linux build lacks of a board, as Storage files: the radio and the I2C bus. They keep all names to themselves:
 * an image's own globals have one or two letters.
 */
import type { Board } from '../../boards/board.ts';
import type { StorageFile } from '../../protocol/storage-image.ts';

const STATION_MAC = '5c:cf:7f:0a:0b:0c';
const AP_MAC = '5e:cf:7f:0a:0b:0c';

/** `_` takes what the radio has to say: an event with its payload, or one of the numbers below. */
export const WIFI = { station: 0, accessPoint: 1, joined: 2, scanned: 3, status: 4, ssid: 5 } as const;

/** What the radio knows and `load()` must not make forget, beside the Storage: address, mask, gateway, status, name, mode. */
export const WIFI_STATE_FILE = 'wifi.json';

const WIFI_CODE = `var w=["0.0.0.0","0.0.0.0","0.0.0.0","","",""],a={ip:w[0],netmask:w[0],gw:w[0],mac:"${AP_MAC}"},j,k,h="tinwire";
try{w=JSON.parse(require("fs").readFileSync("${WIFI_STATE_FILE}"));Modules.removeCached("fs")}catch(e){}
function t(o){print("\\x02w"+JSON.stringify(o)+"\\x03")}
function d(c,e,x){if(c)setTimeout(c,0,e,x)}
t(["load"]);
exports.connect=function(n,o,c){if("string"!=typeof n)throw new Error("No SSID provided");w[5]="STA";j=c;t(["connect",n,o&&o.password||"",!!c])};
exports.disconnect=function(c){t(["disconnect"]);d(c)};
exports.startAP=function(n,o,c){a.ip=a.gw="192.168.4.1";a.netmask="255.255.255.0";d("function"==typeof o?o:c,null)};
exports.stopAP=function(c){a.ip=a.gw=a.netmask="0.0.0.0";d(c)};
exports.scan=function(c){k=c;t(["scan"])};
exports.getIP=function(c){var s={ip:w[0],netmask:w[1],gw:w[2],mac:"${STATION_MAC}"};d(c,null,s);return s};
exports.getAPIP=function(c){d(c,null,a);return a};
exports.getStatus=exports.getDetails=function(){return {station:w[3],status:w[3],ssid:w[4],mode:w[5]}};
exports.save=exports.restore=exports.setConfig=exports.setSNTP=function(){};
exports.setHostname=function(n,c){h=n;d(c)};
exports.getHostname=function(){return h};
exports._=function(e,v){var c;if(e===0)v.forEach(function(x,i){w[i]=x});else if(e===2){c=j;j=undefined;if(c)c(v)}else if(e===3){c=k;k=undefined;if(c)c(v)}else if(e>3)w[e-1]=v;else this.emit(e,v)};`;

const TELNET_CODE = 'exports.setOptions=function(){};';

/** Throws as the chip does for an address without a device; reads zeros from a device. */
function busCode(family: Board['chip']['family'], addresses: readonly number[]): string {
  const refusal = (direction: 'Write' | 'Read'): string =>
    family === 'ESP8266'
      ? `new InternalError("I2C${direction}: No ACK 0")`
      : `new Error("jshI2C${direction}: slave doesn't ACK the transfer")`;
  return `I2C1._=${JSON.stringify(addresses)};
I2C1.setup=function(){};
I2C1.writeTo=function(a,d,e){if(a.address)a=a.address;if(e!==undefined)d=E.toUint8Array([].slice.call(arguments,1));if(I2C1._.indexOf(a)<0){print("\\x02n"+a+"\\x03");throw ${refusal('Write')}}print("\\x02i"+a+","+btoa("number"==typeof d?[d]:d)+"\\x03")};
I2C1.readFrom=function(a,n){if(a.address)a=a.address;if(I2C1._.indexOf(a)<0)throw ${refusal('Read')};return new Uint8Array(n)};
`;
}

/** The files for `board`; `modules`: those that the binary has itself, `addresses`: who is on the bus at power-on. */
export function standInFiles(
  board: Board,
  modules: readonly string[],
  addresses: readonly number[],
): StorageFile[] {
  const { family, hasTelnet, wifi } = board.chip;
  if (family === 'LINUX') return [];
  const files = [{ name: '.boot0', code: busCode(family, addresses) }];
  if (wifi && !modules.includes('Wifi')) files.push({ name: 'Wifi', code: WIFI_CODE });
  if (hasTelnet && !modules.includes('TelnetServer')) files.push({ name: 'TelnetServer', code: TELNET_CODE });
  return files.map(({ name, code }) => ({ name, data: new TextEncoder().encode(code) }));
}
