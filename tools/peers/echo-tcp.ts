import type { Socket } from 'node:net';
import { openSocket } from './connect.ts';
import {
  byteText,
  type EchoClient,
  emptyTally,
  mayGoOn,
  noteFault,
  type Round,
  type Tally,
} from './echo-client.ts';
import { firstDifference, preview, randomLine, randomMessage } from './payload.ts';
import type { Target } from './target.ts';

/** Longest wait for the board's side of the goodbye. */
const GOODBYE_MS = 500;
/** Of unexpected bytes. */
const MAX_EARLY_BYTES = 256;

/** A message whose answer is still coming in. */
interface Pending {
  readonly bytes: Buffer;
  readonly sentAtMs: number;
  readonly number: number;
  received: number;
  isWrong: boolean;
}

/** A round under way. */
interface Running {
  readonly round: Round;
  readonly tally: Tally;
  readonly pending: Pending[];
  finish(): void;
}

/** An echo client over one TCP connection, kept for all rounds; throws what `openSocket` throws. */
export async function openTcpEcho(target: Target, timeoutMs: number): Promise<EchoClient> {
  return new TcpEcho(await openSocket(target, timeoutMs));
}

class TcpEcho implements EchoClient {
  private readonly socket: Socket;
  private running: Running | null = null;
  /** Why there is nothing more to send to. */
  private gone: string | null = null;
  /** Arrived between rounds: a greeting, or the reason of a refusal. Of a flood only the start is kept. */
  private early: Buffer = Buffer.alloc(0);
  private earlyBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => this.take(bytes));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.giveUp(`the connection broke (${error.code ?? error.message})`);
    });
    socket.on('close', () => this.giveUp('the board closed the connection'));
  }

  exchange(round: Round): Promise<Tally> {
    const tally = emptyTally();
    this.countUnasked(tally, this.early, this.earlyBytes);
    this.early = Buffer.alloc(0);
    this.earlyBytes = 0;
    if (this.gone !== null) {
      noteFault(tally, this.gone);
      return Promise.resolve(tally);
    }
    return new Promise((resolve) => {
      const startedAtMs = performance.now();
      const stop = (): void => this.running?.finish();
      this.timer = setTimeout(() => this.timeOut(), round.timeoutMs);
      this.running = {
        round,
        tally,
        pending: [],
        finish: () => {
          clearTimeout(this.timer);
          round.signal.removeEventListener('abort', stop);
          tally.lost = tally.sent - tally.answered;
          tally.elapsedMs = performance.now() - startedAtMs;
          this.running = null;
          resolve(tally);
        },
      };
      round.signal.addEventListener('abort', stop);
      this.fill(this.running);
    });
  }

  close(): Promise<number> {
    this.gone ??= 'the connection is closed';
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.socket.destroy();
        resolve(this.earlyBytes);
      };
      const timer = setTimeout(finish, GOODBYE_MS);
      if (this.socket.closed) return finish();
      this.socket.once('close', finish);
      this.socket.end();
    });
  }

  private fill(running: Running): void {
    const { round, tally, pending } = running;
    while (pending.length < round.window && tally.sent < round.count && mayGoOn(round)) {
      const bytes = round.isLines ? randomLine(round.sizeBytes) : randomMessage(round.sizeBytes);
      tally.sent += 1;
      pending.push({ bytes, sentAtMs: performance.now(), number: tally.sent, received: 0, isWrong: false });
      this.socket.write(bytes);
    }
    if (pending.length === 0) running.finish();
  }

  private take(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0) {
      const running = this.running;
      const message = running?.pending[0];
      if (running === null || message === undefined) {
        if (running === null) this.keepEarly(rest);
        else this.countUnasked(running.tally, rest, rest.length);
        return;
      }
      const part = rest.subarray(0, message.bytes.length - message.received);
      rest = rest.subarray(part.length);
      this.compare(running.tally, message, part);
      message.received += part.length;
      if (message.received === message.bytes.length) this.complete(running, message);
    }
  }

  private compare(tally: Tally, message: Pending, part: Buffer): void {
    const expected = message.bytes.subarray(message.received, message.received + part.length);
    const at = firstDifference(expected, part);
    if (at < 0 || message.isWrong) return;
    message.isWrong = true;
    const place = `message ${message.number}, byte ${message.received + at}`;
    const said = `sent ${byteText(expected[at])}, came back as ${byteText(part[at])}`;
    noteFault(tally, `${place}: ${said}; the answer starts "${preview(part, 40)}"`);
  }

  private complete(running: Running, message: Pending): void {
    running.pending.shift();
    running.tally.answered += 1;
    if (message.isWrong) running.tally.mismatched += 1;
    running.tally.latenciesMs.push(performance.now() - message.sentAtMs);
    this.timer?.refresh();
    running.round.onAnswer();
    this.fill(running);
  }

  private keepEarly(bytes: Buffer): void {
    this.earlyBytes += bytes.length;
    if (this.early.length < MAX_EARLY_BYTES)
      this.early = Buffer.concat([this.early, bytes.subarray(0, MAX_EARLY_BYTES)]);
  }

  private countUnasked(tally: Tally, bytes: Buffer, count: number): void {
    if (count === 0) return;
    tally.unasked += count;
    noteFault(tally, `${count} unexpected bytes came: "${preview(bytes)}"`);
  }

  private timeOut(): void {
    const running = this.running;
    if (running === null) return;
    running.tally.timedOut += running.pending.length;
    this.giveUp(`no answer within ${running.round.timeoutMs / 1000} s`);
  }

  private giveUp(reason: string): void {
    this.gone ??= reason;
    this.socket.destroy();
    if (this.running === null) return;
    noteFault(this.running.tally, this.gone);
    this.running.finish();
  }
}
