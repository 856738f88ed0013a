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
const MARK = /^[a-z][\w.,:/+=-]*$/;
const VERSION = /^>?Espruino (\d+v\d\S*) (\S+)$/;
/**
 * The log of the ESP-IDF, e.g. `E (123) wifi:sta is connecting, return error`: it follows on the prompt, without a line break.
 * Seen on an ESP32 with 2v27.45 in a full-chip emulator.
 */
const LOG = /^[EWIDV] \(\d{1,10}\) [\w.-]+:/;
const LOG_START = /^[EWIDV](?: (?:\((?:\d{1,10}(?:\)(?: [\w.-]{0,40})?)?)?)?)?$/;
/** Longer marks, lines and terminal codes are text that happens to look so. */
const LONGEST_MARK = 120;
const LONGEST_LINE = 512;
const LONGEST_ESCAPE = 16;
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
  let mark: string | null = null;
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

  function tell(event: ConsoleEvent): void {
    flush();
    events.push(event);
  }

  function say(bytes: string): void {
    text += bytes;
    if (line.length < LONGEST_LINE) line += bytes;
  }

  function endLine(): void {
    text += '\r\n';
    const version = VERSION.exec(line);
    if (version) tell({ kind: 'version', version: version[1] ?? '', board: version[2] ?? '' });
    else tell({ kind: 'line', text: line });
    line = '';
  }

  /** A return that no line feed followed: the line is drawn anew. */
  function endReturn(isRedraw: boolean): void {
    isAfterReturn = false;
    line = '';
    if (!isRedraw) text += '\r';
  }

  function inMark(byte: number, word: string): void {
    if (byte === BYTE.lf) {
      mark = null;
      const trimmed = word.replace(/\r$/, '');
      if (MARK.test(trimmed)) {
        tell({ kind: 'mark', word: trimmed });
        if (line !== '') endLine();
      } else {
        say(`\x02${trimmed}`);
        endLine();
      }
    } else if (byte === BYTE.stx) {
      // What another mark cuts off was one whose end is lost, or words of the program.
      mark = '';
      if (!MARK.test(word.trimEnd())) say(`\x02${word}`);
    } else if (word.length >= LONGEST_MARK) {
      mark = null;
      say(`\x02${word}${String.fromCharCode(byte)}`);
    } else mark = word + String.fromCharCode(byte);
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
    if (now === '[') code = now;
    else if (isComplete || now.length >= LONGEST_ESCAPE) {
      code = null;
      if (isAfterReturn) endReturn(now === '[J');
    } else code = now;
  }

  /** Takes a byte of a line that may be the log's; false: it is none, and what was held is said. */
  function inLog(byte: number, held: string): boolean {
    const now = held + String.fromCharCode(byte);
    const isLog = LOG.test(held);
    if (isLog && byte === BYTE.lf) {
      log = null;
      isAfterPrompt = false;
      tell({ kind: 'log', text: held.replace(/\r$/, '') });
      return true;
    }
    if ((isLog && now.length < LONGEST_LINE) || LOG.test(now) || LOG_START.test(now)) {
      log = now;
      return true;
    }
    log = null;
    if (isAfterPrompt) say('>');
    isAfterPrompt = false;
    say(held);
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
      mark = '';
      return;
    }
    if (isAfterPrompt) {
      isAfterPrompt = false;
      say('>');
    }
    if (byte === 0x3e && line === '') {
      isAfterPrompt = true;
      tell({ kind: 'prompt', prompt: '>' });
      return;
    }
    say(String.fromCharCode(byte));
    if (line === ':') tell({ kind: 'prompt', prompt: ':' });
    if (line === 'debug>' || line === 'password>') tell({ kind: 'prompt', prompt: line });
  }

  function one(byte: number): void {
    if (byte === BYTE.xon || byte === BYTE.xoff) tell({ kind: 'flow', isOpen: byte === BYTE.xon });
    else if (mark !== null) inMark(byte, mark);
    else if (code !== null) inCode(byte, code);
    else if (byte === BYTE.escape) code = '';
    else if (byte === BYTE.ack || byte === BYTE.nak)
      tell({ kind: 'answer', isAcknowledged: byte === BYTE.ack });
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
