/**
 * The line as esptool-js reads it, in place of its own `Transport`, which (0.7.0) prints TRACE lines although tracing is
 * off, polls every millisecond, and gives up on a byte of noise in front of a frame.
 */
import { ESPError, Transport as EspTransport } from 'esptool-js';
import { ToolError } from '../errors.ts';
import type { WebSerialPort } from '../transport/web-serial.ts';

const END = 0xc0;
const ESCAPE = 0xdb;
const ESCAPED_END = 0xdc;
const ESCAPED_ESCAPE = 0xdd;
/** A frame is a flash block at most; more without an end is no loader. */
const MAX_BACKLOG_BYTES = 1 << 17;

/** Reads SLIP frames from a port until it is gone or the signal aborts. */
export class LoaderLine extends EspTransport {
  readonly #port: WebSerialPort;
  readonly #signal: AbortSignal | undefined;
  readonly #aborted: Promise<void>;
  #backlog = new Uint8Array(0);
  #fault: Error | null = null;
  #wake: () => void = () => {};

  constructor(port: WebSerialPort, signal: AbortSignal | undefined) {
    // Web Serial's type wants far more of a port than the library ever calls.
    super(port as unknown as ConstructorParameters<typeof EspTransport>[0]);
    this.#port = port;
    this.#signal = signal;
    this.#aborted = new Promise((resolve) => {
      const onAbort = () => {
        this.#wake();
        resolve();
      };
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  override trace(): void {}

  override async readLoop(): Promise<void> {
    const readable = this.#port.readable;
    if (!readable || readable.locked) return;
    const reader = readable.getReader();
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        const known = this.#backlog.length > MAX_BACKLOG_BYTES ? new Uint8Array(0) : this.#backlog;
        this.#backlog = new Uint8Array(known.length + value.length);
        this.#backlog.set(known);
        this.#backlog.set(value, known.length);
        this.#wake();
      }
    } catch (error) {
      this.#fault = error instanceof Error ? error : new Error(String(error));
      this.#wake();
    }
  }

  override flushInput(): void {
    this.#backlog = new Uint8Array(0);
  }

  override inWaiting(): number {
    return this.#backlog.length;
  }

  override peek(): Uint8Array {
    return this.#backlog;
  }

  override async drainInput(quietMs = 100, maxMs = 400): Promise<void> {
    const untilMs = performance.now() + maxMs;
    do this.flushInput();
    while (performance.now() < untilMs && (await this.#more(quietMs)));
    this.flushInput();
  }

  /** One frame, unescaped. Rejects ESPError after `timeout` ms, ToolError when the line is gone or interrupted. */
  override async read(timeout: number): Promise<Uint8Array> {
    const untilMs = performance.now() + timeout;
    for (;;) {
      const frame = this.#takeFrame();
      if (frame) return frame;
      this.#check();
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) throw new ESPError('No serial data received.');
      await this.#more(leftMs);
    }
  }

  override async write(data: Uint8Array): Promise<void> {
    this.#check();
    const written = super.write(data);
    // An abort does not wait for a line that accepts nothing.
    written.catch(() => undefined);
    await Promise.race([written, this.#aborted]);
    this.#check();
  }

  override slipWriter(data: Uint8Array): Uint8Array {
    const framed = new Uint8Array(2 * data.length + 2);
    let length = 0;
    framed[length++] = END;
    for (const byte of data) {
      if (byte === END || byte === ESCAPE) {
        framed[length++] = ESCAPE;
        framed[length++] = byte === END ? ESCAPED_END : ESCAPED_ESCAPE;
      } else framed[length++] = byte;
    }
    framed[length++] = END;
    return framed.subarray(0, length);
  }

  override async disconnect(): Promise<void> {
    await this.#port.close();
  }

  /** Resolves with whether something came within `quietMs`. */
  #more(quietMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#wake = () => {};
        resolve(false);
      }, quietMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve(true);
      };
    });
  }

  #check(): void {
    if (this.#signal?.aborted) throw new ToolError('FLASH_ABORTED', 'flash: interrupted.');
    if (this.#fault) throw this.#fault;
  }

  /** Takes the first complete frame; boot messages and noise in front of it, and empty frames, are dropped. */
  #takeFrame(): Uint8Array | null {
    for (;;) {
      const start = this.#backlog.indexOf(END);
      if (start < 0) {
        this.flushInput();
        return null;
      }
      const end = this.#backlog.indexOf(END, start + 1);
      if (end < 0) return null;
      const raw = this.#backlog.subarray(start + 1, end);
      const frame = unescapeFrame(raw);
      // The END stays: after noise it is the start of the next frame and not the end of one.
      this.#backlog = this.#backlog.subarray(end);
      if (frame && raw.length > 0) return frame;
    }
  }
}

/** `null`: an escape that SLIP does not have, so the bytes were garbled. */
function unescapeFrame(raw: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(raw.length);
  let length = 0;
  for (let index = 0; index < raw.length; index++) {
    const byte = raw[index] ?? 0;
    if (byte !== ESCAPE) {
      bytes[length++] = byte;
      continue;
    }
    const escaped = raw[++index];
    if (escaped !== ESCAPED_END && escaped !== ESCAPED_ESCAPE) return null;
    bytes[length++] = escaped === ESCAPED_END ? END : ESCAPE;
  }
  return bytes.subarray(0, length);
}
