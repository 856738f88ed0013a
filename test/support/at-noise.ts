/** What no client would type: AT lines with random parts, sound lines at the wrong time, and random bytes. The same seed gives the same noise. */

export type Random = (below: number) => number;

/** A generator of whole numbers from 0 up to, not including, what it is asked for (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const NAMES = [
  ...['', 'E0', 'E1', '+GMR', '+RST', '+RESTORE', '+PING', '+UART', '+UART_CUR', '+SLEEP', '+SYSSTORE', '+X'],
  ...['+CWMODE', '+CWMODE_CUR', '+CWJAP', '+CWJAP_DEF', '+CWQAP', '+CWLAP', '+CWSAP', '+CWLIF', '+CWDHCP'],
  ...['+CIPSTART', '+CIPSTART', '+CIPSEND', '+CIPSEND', '+CIPCLOSE', '+CIPSTATUS', '+CIPMUX', '+CIPSERVER'],
  ...['+CIPSTO', '+CIPMODE', '+CIPDINFO', '+CIFSR', '+CIPSTA', '+CIPAP', '+CIPSTAMAC', '+CIPSSLSIZE'],
];
const MARKS = ['', '?', '=', '=', '=', '=', '=?', '==', '?='];
const WORDS = [
  ...['0', '1', '2', '3', '4', '5', '16', '180', '2048', '2049', '65535', '65536', '-1', '99999999999'],
  ...[
    '"TCP"',
    '"UDP"',
    '"SSL"',
    '"127.0.0.1"',
    '"nowhere"',
    '"home"',
    '"home-password"',
    '"',
    '""',
    '\\',
    '\\"',
  ],
  ...['', 'x', '你好', '"a,b"', '+++', '\x00', '\xff'],
];
const ENDS = ['\r\n', '\r\n', '\r\n', '\r', '\n', '\n\r', ''];

/** Lines that work when they come at the right time; `#` is a link's number. */
const SOUND = [
  ...[
    'AT',
    'AT+CIPMUX=0',
    'AT+CIPMUX=1',
    'AT+CIPMODE=0',
    'AT+CIPMODE=1',
    'AT+CIPSERVER=1,8080',
    'AT+CIPSERVER=0',
  ],
  ...[
    'AT+CIPSTART=#,"TCP","127.0.0.1",9',
    'AT+CIPSTART="TCP","127.0.0.1",9',
    'AT+CIPSTART=#,"UDP","127.0.0.1",9',
  ],
  ...['AT+CIPSTART=#,"TCP","127.0.0.1",9', 'AT+CIPSTATUS', 'AT+CIPCLOSE=#', 'AT+CIPCLOSE', 'AT+CIPSEND'],
  ...['AT+CIPSEND=#,5\r\nhello', 'AT+CIPSEND=#,5\r\nhello', 'AT+CIPSEND=5\r\nhello', 'AT+CIPSEND=#,900'],
];

/** One line that looks like a command; where it connects, it connects to `port` of this computer. */
export function randomLine(random: Random, port = 9): string {
  if (random(2))
    return `${(SOUND[random(SOUND.length)] ?? '').replace('#', String(random(5))).replace(',9', `,${port}`)}\r\n`;
  const pick = <T>(list: readonly T[], none: T): T => list[random(list.length)] ?? none;
  const args = Array.from({ length: random(6) }, () => pick(WORDS, ''));
  return `${random(20) ? 'AT' : 'at'}${pick(NAMES, '')}${pick(MARKS, '')}${args.join(',')}${pick(ENDS, '')}`;
}

/** Up to `most` bytes of any value. */
export function randomBytes(random: Random, max: number): string {
  return Array.from({ length: random(max) }, () => String.fromCharCode(random(256))).join('');
}
