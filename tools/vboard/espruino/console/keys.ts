/** What the console's bytes mean: keys, and packets behind `10 01`. */

/** A packet as it came: two bytes of type and length, and the data. */
export interface Packet {
  /** Bits 13..15: type; bits 0..12: length in bytes. */
  readonly header: number;
  readonly data: string;
}

export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'packet'; readonly packet: Packet }
  | {
      readonly kind:
        | 'enter'
        | 'new-line'
        | 'backspace'
        | 'delete'
        | 'left'
        | 'right'
        | 'up'
        | 'down'
        | 'home'
        | 'end'
        | 'page-up'
        | 'page-down'
        | 'clear-line'
        | 'tab'
        | 'enquiry'
        | 'silent'
        | 'packet-start'
        /** Ctrl-C inside a packet: data like any other, but see the console for what came before. */
        | 'packet-ctrl-c';
    };

type PlainKind = Exclude<Key['kind'], 'text' | 'packet'>;
type State = 'none' | 'dle' | 'escape' | 'escape-o' | 'escape-bracket' | 'escape-number' | 'packet';

export const CTRL_C = '\x03';
export const LENGTH_MASK = 0x1fff;
const FIRST_PRINTABLE = 32;

const LETTERS: Readonly<Record<string, PlainKind>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
};
const NUMPAD: Readonly<Record<string, Key>> = {
  F: { kind: 'end' },
  H: { kind: 'home' },
  M: { kind: 'enter' },
  o: { kind: 'text', text: '/' },
  j: { kind: 'text', text: '*' },
  m: { kind: 'text', text: '-' },
  k: { kind: 'text', text: '+' },
};
const TILDE: Readonly<Record<number, PlainKind>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
};

export interface KeyDecoder {
  readonly isInPacket: boolean;
  /** The keys that one byte completes. */
  push(byte: string): readonly Key[];
  /** Forgets a packet that never came to its end. */
  abortPacket(): void;
}

export interface KeyDecoderOptions {
  /** false: this firmware knows no packets, and `10 01` is nothing. */
  readonly hasPackets: boolean;
}

/** A decoder that has heard nothing yet. */
export function createKeyDecoder({ hasPackets }: KeyDecoderOptions): KeyDecoder {
  let state: State = 'none';
  let number = 0;
  let packet = '';

  const packetByte = (byte: string): Key[] => {
    packet += byte;
    const keys: Key[] = byte === CTRL_C ? [{ kind: 'packet-ctrl-c' }] : [];
    if (packet.length < 2) return keys;
    const header = (packet.charCodeAt(0) << 8) | packet.charCodeAt(1);
    if (packet.length < 2 + (header & LENGTH_MASK)) return keys;
    state = 'none';
    return [...keys, { kind: 'packet', packet: { header, data: packet.slice(2) } }];
  };
  const numbered = (byte: string): Key[] => {
    if (byte >= '0' && byte <= '9') {
      number = (number * 10 + Number(byte)) & 0xffff;
      return [];
    }
    state = 'none';
    if (byte === 'H') return number === 2 ? [{ kind: 'clear-line' }] : [];
    const kind = byte === '~' ? TILDE[number] : undefined;
    return kind ? [{ kind }] : [];
  };
  const escaped = (byte: string): Key[] => {
    const was = state;
    state = 'none';
    if (was === 'escape') {
      if (byte === 'O') state = 'escape-o';
      else if (byte === '[') state = 'escape-bracket';
      else if (byte === '\n') return [{ kind: 'new-line' }];
      return [];
    }
    if (was === 'escape-o') return NUMPAD[byte] ? [NUMPAD[byte]] : [];
    if (byte >= '0' && byte <= '9') {
      number = Number(byte);
      state = 'escape-number';
      return [];
    }
    const kind = LETTERS[byte];
    return kind ? [{ kind }] : [];
  };
  const plain = (byte: string): Key[] => {
    state = 'none';
    if (byte === '\b' || byte === '\x7f') return [{ kind: 'backspace' }];
    if (byte === '\r' || byte === '\n') return [{ kind: 'enter' }];
    if (byte === '\t') return [{ kind: 'tab' }];
    return byte.charCodeAt(0) >= FIRST_PRINTABLE ? [{ kind: 'text', text: byte }] : [];
  };

  return {
    get isInPacket() {
      return state === 'packet';
    },
    push(byte) {
      if (state === 'packet') return packetByte(byte);
      if (byte === '\0') {
        state = 'none';
        return [];
      }
      if (byte === '\x01') {
        if (state !== 'dle' || !hasPackets) return [];
        state = 'packet';
        packet = '';
        return [{ kind: 'packet-start' }];
      }
      if (byte === CTRL_C) return [];
      if (byte === '\x05') return [{ kind: 'enquiry' }];
      if (byte === '\x10') {
        state = 'dle';
        return [{ kind: 'silent' }];
      }
      if (byte === '\x1b') {
        state = 'escape';
        return [];
      }
      if (state === 'escape-number') return numbered(byte);
      return state === 'none' || state === 'dle' ? plain(byte) : escaped(byte);
    },
    abortPacket() {
      if (state === 'packet') state = 'none';
    },
  };
}
