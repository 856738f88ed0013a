/** Telnet with the COM-PORT-OPTION: RFC 854 (framing), RFC 855 (options), RFC 2217 (serial port). Client side, pure. */

const IAC = 255;
const [DONT, DO, WONT, WILL, SB, SE] = [254, 253, 252, 251, 250, 240];

/** Telnet options that are spoken of here. */
export const OPTION = { binary: 0, suppressGoAhead: 3, comPort: 44 } as const;

/** COM-PORT-OPTION commands of the client; the server answers with 100 added (RFC 2217 section 3). */
export const COMMAND = { SET_BAUDRATE: 1, SET_CONTROL: 5 } as const;
const SERVER_ANSWER = 100;

/** Values of SET-CONTROL. */
export const CONTROL = { DTR_ON: 8, DTR_OFF: 9, RTS_ON: 11, RTS_OFF: 12 } as const;

/** A subnegotiation longer than this is no answer to what we ask, and is cut. */
const MAX_ANSWER_BYTES = 64;

/** What a run of received bytes means. */
export interface Received {
  /** What the serial line said. */
  readonly data: Uint8Array;
  /** To be sent at once: answers to option requests. */
  readonly reply: Uint8Array;
  /** The server agreed to (`true`) or refused (`false`) the COM-PORT-OPTION in these bytes. */
  readonly comPort?: boolean;
  /** Server answers, `command` as in `COMMAND`. */
  readonly answers: readonly { readonly command: number; readonly value: Uint8Array }[];
}

/** Serial bytes as they go over Telnet: 255 twice. */
export function escapeData(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(IAC)) return bytes;
  const escaped: number[] = [];
  for (const byte of bytes) {
    escaped.push(byte);
    if (byte === IAC) escaped.push(IAC);
  }
  return Uint8Array.from(escaped);
}

/** What a client opens with. */
export function greeting(): Uint8Array {
  return Uint8Array.from(
    [WILL, DO]
      .flatMap((verb) => [OPTION.binary, OPTION.suppressGoAhead].flatMap((option) => [IAC, verb, option]))
      .concat([IAC, WILL, OPTION.comPort]),
  );
}

/** SET-BAUDRATE; the answer carries the rate that the port has then. */
export function setBaudrate(baud: number): Uint8Array {
  const value = new Uint8Array(4);
  new DataView(value.buffer).setUint32(0, baud);
  return subnegotiation(COMMAND.SET_BAUDRATE, value);
}

/** SET-CONTROL with one of `CONTROL`. */
export function setControl(value: number): Uint8Array {
  return subnegotiation(COMMAND.SET_CONTROL, Uint8Array.of(value));
}

function subnegotiation(command: number, value: Uint8Array): Uint8Array {
  return Uint8Array.of(IAC, SB, OPTION.comPort, command, ...escapeData(value), IAC, SE);
}

/** Takes Telnet apart, in any cut. */
export function createTelnetReader(): (bytes: Uint8Array) => Received {
  let state: 'data' | 'command' | 'option' | 'sub' | 'sub-command' = 'data';
  let verb = 0;
  let answer: number[] = [];
  const notified = new Set<number>();

  return (bytes) => {
    const data: number[] = [];
    const reply: number[] = [];
    const answers: { command: number; value: Uint8Array }[] = [];
    let comPort: boolean | undefined;
    for (const byte of bytes) {
      if (state === 'data') {
        if (byte === IAC) state = 'command';
        else data.push(byte);
      } else if (state === 'command') {
        state = 'data';
        if (byte === IAC) data.push(IAC);
        else if (byte === SB) {
          answer = [];
          state = 'sub';
        } else if (byte >= WILL) {
          verb = byte;
          state = 'option';
        }
      } else if (state === 'option') {
        state = 'data';
        if (byte === OPTION.comPort && (verb === DO || verb === DONT)) comPort = verb === DO;
        reply.push(...optionReply(verb, byte, notified));
      } else if (state === 'sub') {
        if (byte === IAC) state = 'sub-command';
        else if (answer.length < MAX_ANSWER_BYTES) answer.push(byte);
      } else {
        state = 'sub';
        if (byte === IAC) {
          if (answer.length < MAX_ANSWER_BYTES) answer.push(IAC);
        } else if (byte === SE) {
          state = 'data';
          const [option = 0, command = 0, ...value] = answer;
          if (option === OPTION.comPort && command >= SERVER_ANSWER)
            answers.push({ command: command - SERVER_ANSWER, value: Uint8Array.from(value) });
        }
      }
    }
    return {
      data: Uint8Array.from(data),
      reply: Uint8Array.from(reply),
      answers,
      ...(comPort === undefined ? {} : { comPort }),
    };
  };
}

/** Options that we asked for ourselves need no answer; others are refused, once (RFC 854: no loops). */
function optionReply(verb: number, option: number, notified: Set<number>): number[] {
  const isOurs = Object.values(OPTION).some((known) => known === option);
  const refusal = verb === WILL ? DONT : verb === DO ? WONT : undefined;
  const key = verb * 256 + option;
  if (isOurs || refusal === undefined || notified.has(key)) return [];
  notified.add(key);
  return [IAC, refusal, option];
}
