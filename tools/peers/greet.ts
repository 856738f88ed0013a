import type { Socket } from 'node:net';
import { ToolError } from '../errors.ts';
import { openSocket } from './connect.ts';
import { type Target, targetText } from './target.ts';

/** A server that ends no line may still have more to say: this much silence after a byte ends the answer. */
const QUIET_MS = 200;

/** What a server answered to one line. */
export interface Greeting {
  /** Without the line's end. */
  readonly answer: string;
  /** From the line's first byte sent to the answer's last byte. */
  readonly elapsedMs: number;
}

/**
 * Sends one line over a connection of its own and reads the answer: up to a line feed, or to a silence.
 * Throws what `openSocket` throws, `GREET_TIMEOUT`, or `GREET_CLOSED`.
 */
export async function greet(target: Target, text: string, timeoutMs: number): Promise<Greeting> {
  const socket = await openSocket(target, timeoutMs);
  try {
    const sentAtMs = performance.now();
    socket.write(`${text}\n`);
    const { answer, atMs } = await readAnswer(socket, target, timeoutMs);
    return { answer: answer.replace(/\r?\n$/, ''), elapsedMs: atMs - sentAtMs };
  } finally {
    socket.destroy();
  }
}

function readAnswer(
  socket: Socket,
  target: Target,
  timeoutMs: number,
): Promise<{ answer: string; atMs: number }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let atMs = 0;
    let quiet: NodeJS.Timeout | undefined;
    const fail = (code: string, reason: string): void => {
      finish();
      reject(
        new ToolError(code, `board on ${targetText(target)}: ${reason}`, {
          help: 'Does the program answer what it receives? See firmware/echo.',
        }),
      );
    };
    const timer = setTimeout(
      () => fail('GREET_TIMEOUT', `no answer within ${timeoutMs / 1000} s.`),
      timeoutMs,
    );
    const done = (): void => {
      finish();
      resolve({ answer: Buffer.concat(chunks).toString('utf8'), atMs });
    };
    function finish(): void {
      clearTimeout(timer);
      clearTimeout(quiet);
      socket.removeAllListeners();
      socket.on('error', () => {});
    }
    socket.on('data', (chunk) => {
      atMs = performance.now();
      chunks.push(chunk);
      clearTimeout(quiet);
      if (chunk.at(-1) === 0x0a) return done();
      quiet = setTimeout(done, QUIET_MS);
    });
    socket.on('error', (error) => fail('GREET_CLOSED', `the connection broke (${error.message}).`));
    socket.on('close', () => {
      if (chunks.length > 0) done();
      else fail('GREET_CLOSED', 'the connection was closed without an answer.');
    });
  });
}
