/**
 * What an Espruino console says, byte by byte: text, prompts, answers to the enquiry 0x05, and our own marks.
 * A mark is `STX word` to the line's end, which only our own statements print; a program may leave text before it.
 * Terminal codes and XON/XOFF are taken out.
 */

const BYTE = {
  stx: 0x02,
  ack: 0x06,
  lf: 0x0a,
  cr: 0x0d,
  xon: 0x11,
  xoff: 0x13,
  nak: 0x15,
  escape: 0x1b,
} as const;
const MARKER = /^[a-z][\w.,:/+=-]*$/;
const VERSION = /^>?Espruino (\d+v\d\S*) (\S+)$/;
/**
 * The log of the ESP-IDF, e.g. `E (123) wifi:sta is connecting, return error`: it follows on the prompt, without a line break.
 * Seen on an ESP32 with 2v27.45 in a full-chip emulator.
 */
const LOG = /^[EWIDV] \(\d{1,10}\) [\w.-]+:/;
const LOG_START = /^[EWIDV](?: (?:\((?:\d{1,10}(?:\)(?: [\w.-]{0,40})?)?)?)?)?$/;
/** Longer marks, lines and terminal codes are text that happens to look so. */
const MAX_MARKER_BYTES = 120;
const MAX_LINE = 512;
const MAX_ESCAPE = 16;
const FIRST_PRINTED = 0x20;

/** The prompts: for a statement, for the rest of one, the debugger's, and that of a locked console. */
export type Prompt = '>' | ':' | 'debug>' | 'password>';

/** One thing that the console said, in order. `bytes` and `text`: one character a byte. */
export type ConsoleEvent =
  | { readonly kind: 'text'; readonly bytes: string }
  /** A line of the chip's own log, in between what the interpreter says; its bytes come in no `text`. */
  | { readonly kind: 'log'; readonly text: string }
  /** A whole line without its end; its bytes came as `text` before. */
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'mark'; readonly word: string }
  | { readonly kind: 'prompt'; readonly prompt: Prompt }
  | { readonly kind: 'version'; readonly version: string; readonly board: string }
  /** XON and XOFF. */
  | { readonly kind: 'flow'; readonly isOpen: boolean }
  /** ACK and NAK of a packet. */
  | { readonly kind: 'answer'; readonly isAcknowledged: boolean };

/** Reads a console's bytes in any cut; holds no more than one line. */
export interface ConsoleReader {
  push(bytes: Uint8Array): ConsoleEvent[];
}

/** A reader at the start of a line. */
export function consoleReader(): ConsoleReader {
  let line = '';
  let marker: string | null = null;
  /** A terminal code that is not complete, without its ESC. */
  let code: string | null = null;
  let isAfterReturn = false;
  /** The prompt's own character is text after all if something other than a redraw follows. */
  let isAfterPrompt = false;
  /** What may become a line of the log; null: nothing may. */
  let log: string | null = null;
  let text = '';
  let events: ConsoleEvent[] = [];

  function flush(): void {
    if (text !== '') events.push({ kind: 'text', bytes: text });
    text = '';
  }

  function notify(event: ConsoleEvent): void {
    flush();
    events.push(event);
  }

  function emit(bytes: string): void {
    text += bytes;
    if (line.length < MAX_LINE) line += bytes;
  }

  function endLine(): void {
    text += '\r\n';
    const version = VERSION.exec(line);
    if (version) notify({ kind: 'version', version: version[1] ?? '', board: version[2] ?? '' });
    else notify({ kind: 'line', text: line });
    line = '';
  }

  /** A return that no line feed followed: the line is drawn anew. */
  function endReturn(isRedraw: boolean): void {
    isAfterReturn = false;
    line = '';
    if (!isRedraw) text += '\r';
  }

  function inMarker(byte: number, word: string): void {
    if (byte === BYTE.lf) {
      marker = null;
      const trimmed = word.replace(/\r$/, '');
      if (MARKER.test(trimmed)) {
        notify({ kind: 'mark', word: trimmed });
        if (line !== '') endLine();
      } else {
        emit(`\x02${trimmed}`);
        endLine();
      }
    } else if (byte === BYTE.stx) {
      // What another mark cuts off was one whose end is lost, or words of the program.
      marker = '';
      if (!MARKER.test(word.trimEnd())) emit(`\x02${word}`);
    } else if (word.length >= MAX_MARKER_BYTES) {
      marker = null;
      emit(`\x02${word}${String.fromCharCode(byte)}`);
    } else marker = word + String.fromCharCode(byte);
  }

  function inCode(byte: number, before: string): void {
    if (byte < FIRST_PRINTED) {
      // A code that a program left open must not swallow a line end and the mark behind it.
      code = null;
      one(byte);
      return;
    }
    const now = before + String.fromCharCode(byte);
    const isComplete = now.startsWith('[') ? now.length > 1 && byte >= 0x40 && byte <= 0x7e : true;
    if (isComplete || now.length >= MAX_ESCAPE) {
      code = null;
      if (isAfterReturn) endReturn(now === '[J');
    } else code = now;
  }

  /** Takes a byte of a line that may be the log's; false: it is none, and what was held is said. */
  function inLog(byte: number, held: string): boolean {
    const now = held + String.fromCharCode(byte);
    if (byte === BYTE.lf && LOG.test(held)) {
      log = null;
      isAfterPrompt = false;
      notify({ kind: 'log', text: held.replace(/\r$/, '') });
      return true;
    }
    if (now.length <= MAX_LINE && (LOG.test(now) || LOG_START.test(now))) {
      log = now;
      return true;
    }
    log = null;
    if (isAfterPrompt) emit('>');
    isAfterPrompt = false;
    emit(held);
    return false;
  }

  function plain(byte: number): void {
    if (log !== null && inLog(byte, log)) return;
    if (line === '' && !isAfterReturn && LOG_START.test(String.fromCharCode(byte))) {
      log = String.fromCharCode(byte);
      return;
    }
    if (byte === BYTE.cr) {
      if (isAfterReturn) endReturn(false);
      isAfterPrompt = false;
      isAfterReturn = true;
      return;
    }
    if (byte === BYTE.lf) {
      isAfterPrompt = false;
      isAfterReturn = false;
      endLine();
      return;
    }
    if (isAfterReturn) endReturn(false);
    if (byte === BYTE.stx) {
      isAfterPrompt = false;
      marker = '';
      return;
    }
    if (isAfterPrompt) {
      isAfterPrompt = false;
      emit('>');
    }
    if (byte === 0x3e && line === '') {
      isAfterPrompt = true;
      notify({ kind: 'prompt', prompt: '>' });
      return;
    }
    emit(String.fromCharCode(byte));
    if (line === ':') notify({ kind: 'prompt', prompt: ':' });
    if (line === 'debug>' || line === 'password>') notify({ kind: 'prompt', prompt: line });
  }

  function one(byte: number): void {
    if (byte === BYTE.xon || byte === BYTE.xoff) notify({ kind: 'flow', isOpen: byte === BYTE.xon });
    else if (marker !== null) inMarker(byte, marker);
    else if (code !== null) inCode(byte, code);
    else if (byte === BYTE.escape) code = '';
    else if (byte === BYTE.ack || byte === BYTE.nak)
      notify({ kind: 'answer', isAcknowledged: byte === BYTE.ack });
    else plain(byte);
  }

  return {
    push(bytes) {
      events = [];
      for (const byte of bytes) one(byte);
      flush();
      return events;
    },
  };
}
