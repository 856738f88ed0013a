import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { connectError } from './connect.ts';
import { type EchoClient, emptyTally, mayGoOn, noteFault, type Round, type Tally } from './echo-client.ts';
import { firstDifference, randomDatagram, sequenceOf } from './payload.ts';
import type { Target } from './target.ts';

/** A datagram whose answer is still awaited. */
interface Pending {
  readonly bytes: Buffer;
  readonly sentAtMs: number;
  readonly timer: NodeJS.Timeout;
}

/** A round under way. */
interface Running {
  readonly round: Round;
  readonly tally: Tally;
  finish(): void;
}

/** An echo client over one UDP socket; throws `CONNECT_FAILED` when the name cannot be found. */
export function openUdpEcho(target: Target): Promise<EchoClient> {
  const socket = createSocket(isIPv6(target.host) ? 'udp6' : 'udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', (cause: NodeJS.ErrnoException) => {
      socket.close();
      reject(connectError(target, cause));
    });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(new UdpEcho(socket));
    });
    // A connected socket receives the refusal of a closed port.
    socket.connect(target.port, target.host);
  });
}

class UdpEcho implements EchoClient {
  private readonly socket: Socket;
  private readonly pending = new Map<number, Pending>();
  private running: Running | null = null;
  private sequence = 0;
  private isClosed = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('message', (datagram) => this.take(datagram));
    socket.on('error', (error: NodeJS.ErrnoException) => this.refuse(error));
  }

  exchange(round: Round): Promise<Tally> {
    const tally = emptyTally();
    return new Promise((resolve) => {
      const startedAtMs = performance.now();
      const stop = (): void => this.running?.finish();
      this.running = {
        round,
        tally,
        finish: () => {
          for (const { timer } of this.pending.values()) clearTimeout(timer);
          this.pending.clear();
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
    if (!this.isClosed) this.socket.close();
    this.isClosed = true;
    return Promise.resolve(0);
  }

  private fill(running: Running): void {
    const { round, tally } = running;
    while (this.pending.size < round.window && tally.sent < round.count && mayGoOn(round)) {
      const sequence = this.sequence;
      this.sequence = (sequence + 1) >>> 0;
      tally.sent += 1;
      const bytes = randomDatagram(round.sizeBytes, sequence);
      const timer = setTimeout(() => this.timeOut(sequence), round.timeoutMs);
      this.pending.set(sequence, { bytes, sentAtMs: performance.now(), timer });
      this.socket.send(bytes);
    }
    if (this.pending.size === 0) running.finish();
  }

  private take(datagram: Buffer): void {
    const running = this.running;
    if (running === null) return;
    const { tally, round } = running;
    const sequence = sequenceOf(datagram);
    const message = sequence === null ? undefined : this.pending.get(sequence);
    if (sequence === null || message === undefined) {
      if (sequence !== null && sequence < this.sequence) tally.late += 1;
      else this.countUnasked(tally, datagram);
      return;
    }
    clearTimeout(message.timer);
    this.pending.delete(sequence);
    tally.answered += 1;
    tally.latenciesMs.push(performance.now() - message.sentAtMs);
    const at = firstDifference(message.bytes, datagram);
    if (at >= 0) {
      tally.mismatched += 1;
      const isShort = at === datagram.length;
      noteFault(
        tally,
        isShort
          ? `datagram ${sequence + 1} was cut: ${message.bytes.length} bytes sent, ${datagram.length} came back`
          : `datagram ${sequence + 1} came back with a different byte ${at}`,
      );
    }
    round.onAnswer();
    this.fill(running);
  }

  private countUnasked(tally: Tally, datagram: Buffer): void {
    tally.unasked += datagram.length;
    noteFault(tally, `a datagram of ${datagram.length} bytes came that matches no request`);
  }

  private timeOut(sequence: number): void {
    const running = this.running;
    if (running === null || !this.pending.delete(sequence)) return;
    running.tally.timedOut += 1;
    noteFault(
      running.tally,
      `datagram ${sequence + 1}: no answer within ${running.round.timeoutMs / 1000} s`,
    );
    this.fill(running);
  }

  private refuse(error: NodeJS.ErrnoException): void {
    const running = this.running;
    if (running === null) return;
    running.tally.isRefused = error.code === 'ECONNREFUSED';
    noteFault(running.tally, `sending failed (${error.code ?? error.message})`);
    running.finish();
  }
}
