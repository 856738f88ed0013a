/**
 * The name server that the network's DHCP server gives out, asked by DHCPINFORM (RFC 2131, section 3.4) from a port of the
 * system's choice. Servers that answer to port 68 only are not heard: there the chip's own DHCP client listens.
 */
import type { DgramPort, TimersPort } from '../ports.ts';
import { sendDatagram } from './sender.ts';

const SERVER_PORT = 67;
const EVERYBODY = '255.255.255.255';
export const WAIT_MS = 1000;

/** Where options begin, behind the fixed fields and the magic cookie. */
const OPTIONS_AT = 240;
const COOKIE = '\x63\x82\x53\x63';
const PAD = 0;
const NAME_SERVERS = 6;
const MESSAGE_TYPE = 53;
const ACK = 5;
const END = 255;
/** Type INFORM; wanted: name servers. */
const REQUEST_OPTIONS = '\x35\x01\x08\x37\x01\x06\xff';

/** `onAnswer` gets the first name server's address, or '' when none was told in time. `ip` and `mac` are the board's own. */
export function askNameServer(
  dgram: DgramPort,
  timers: TimersPort,
  ip: string,
  mac: string,
  onAnswer: (address: string) => void,
): void {
  const hardware = bytesOf(mac.split(':'), 16);
  // Half of the MAC as the transaction's number: nobody else in this network has it.
  const head = `\x01\x01\x06\0${hardware.substr(2)}`;
  const request = `${head}\0\0\0\0${bytesOf(ip.split('.'), 10)}${'\0'.repeat(12)}${hardware}`;
  const whole = request + '\0'.repeat(OPTIONS_AT - COOKIE.length - request.length) + COOKIE + REQUEST_OPTIONS;
  sendDatagram(dgram, timers, whole, EVERYBODY, SERVER_PORT, WAIT_MS, (answer) => {
    onAnswer(answer && answer.substr(4, 4) === hardware.substr(2) ? nameServerOf(answer) : '');
  });
}

function bytesOf(parts: string[], radix: number): string {
  return parts.map((part) => String.fromCharCode(parseInt(part, radix))).join('');
}

/** Of an acknowledgement; whatever else it may be, the walk ends with the bytes. */
function nameServerOf(bytes: string): string {
  let address = '';
  let isAck = false;
  let at = OPTIONS_AT;
  while (at + 1 < bytes.length) {
    const code = bytes.charCodeAt(at++);
    if (code === END) break;
    if (code !== PAD) {
      const length = bytes.charCodeAt(at++);
      const value = bytes.substr(at, length);
      if (code === MESSAGE_TYPE) isAck = value.charCodeAt(0) === ACK;
      if (code === NAME_SERVERS && value.length >= 4) {
        address = [0, 1, 2, 3].map((index) => value.charCodeAt(index)).join('.');
      }
      at += length;
    }
  }
  return isAck ? address : '';
}
