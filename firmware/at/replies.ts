/** What the console says: every text once, as NONOS AT 1.7 has it, and where ESP-AT 2.2 differs. */

/** `nonos`: the 1.x firmware that tutorials and drivers were written for; `v2`: ESP-AT 2.x. */
export type Dialect = 'nonos' | 'v2';

export const OK = '\r\nOK\r\n';
export const ERROR = '\r\nERROR\r\n';
export const READY = '\r\nready\r\n';
export const BUSY = '\r\nbusy p...\r\n';
export const BUSY_SENDING = '\r\nbusy s...\r\n';
export const SEND_OK = '\r\nSEND OK\r\n';
export const SEND_FAIL = '\r\nSEND FAIL\r\n';
export const SEND_CANCELED = '\r\nSEND Canceled\r\n';
export const JOINED = 'WIFI CONNECTED\r\nWIFI GOT IP\r\n';
export const LEFT = 'WIFI DISCONNECT\r\n';
export const TRANSPARENT = '\r\nOK\r\n\r\n>';
/** Longest command that the originals take. Bytes. */
const LINE_BYTES = 128;
const V2_LINE_BYTES = 256;

let isV2 = false;

/** Chooses the dialect of all that is said from now on. */
export function speak(dialect: Dialect): void {
  isV2 = dialect === 'v2';
}

/** Whether ESP-AT 2.x is spoken. */
export function speaksV2(): boolean {
  return isV2;
}

/** Longest command that is taken. */
export function lineLimit(): number {
  return isV2 ? V2_LINE_BYTES : LINE_BYTES;
}

/** Asks for the bytes to send. With 1.x the blank behind the sign is what Espruino's own driver waits for. */
export function prompt(): string {
  return isV2 ? `${OK}\r\n>` : `${OK}> `;
}

/** What a line looks like when it comes back: 1.x sends all but the line feed, and ends the line itself. */
export function echoed(bytes: string, isEnd: boolean): string {
  if (isV2) return bytes;
  if (!isEnd) return bytes;
  const last = bytes.length - 1;
  return `${bytes.charAt(last) === '\n' ? bytes.substr(0, last) : bytes}\r\n`;
}

/** Ends a join that failed with this code. */
export function joinFailed(code: number): string {
  return `+CWJAP:${code}\r\n${isV2 ? ERROR : '\r\nFAIL\r\n'}`;
}

/** Head of received data: `link` is -1 with a single connection, `host` '' when the sender is not shown. */
export function dataHead(link: number, sizeBytes: number, host: string, port: number): string {
  const to = link < 0 ? '' : `${link},`;
  // WiFiEsp drops the first digit of the port in this form: of one digit alone it would lose the data behind it, too.
  const from = host ? `,${isV2 ? `"${host}",${port}` : `${host},${port || '00'}`}` : '';
  return `\r\n+IPD,${to}${sizeBytes}${from}:`;
}

/** Head of received data that was asked for; 2.x names the sender, unless `host` is ''. */
export function receivedHead(sizeBytes: number, host: string, port: number): string {
  if (!isV2) return `\r\n+CIPRECVDATA,${sizeBytes}:`;
  return `+CIPRECVDATA:${sizeBytes},${host && `"${host}",${port},`}`;
}

/** Address of a name. */
export function domainRow(ip: string): string {
  return `+CIPDOMAIN:${isV2 ? `"${ip}"` : ip}\r\n`;
}

/** Answer to a ping; -1 ms: none came. */
export function pingAnswer(timeMs: number): string {
  if (timeMs < 0) return isV2 ? '+PING:TIMEOUT\r\n' : '+timeout\r\n';
  return `${isV2 ? '+PING:' : '+'}${timeMs}\r\n`;
}

/** One device that joined the board's access point. */
export function stationRow(ip: string, mac: string): string {
  return `${isV2 ? '+CWLIF:' : ''}${ip},${mac}\r\n`;
}

/** Rows of the version; `firmware` is our own, `sdk` the interpreter's (`2v29`), written as drivers expect a version. */
export function versionRows(firmware: string, sdk: string): string {
  const version = isV2 ? '2.2.0.0' : '1.7.5.0';
  const rows = `AT version:${version}(tinwire ${firmware})\r\nSDK version:${sdk.replace('v', '.')}(Espruino)\r\n`;
  return `${rows}compile time:tinwire ${firmware}\r\nBin version${isV2 ? '' : '(Wroom 02)'}:${version}\r\n`;
}
