/** Sources, build and board in one loop: each save is built and brought onto the board, one after the other. */

import { aborted, pause } from '../../aborted.ts';
import type { Board } from '../../boards/board.ts';
import type { BuildResult } from '../../build/build.ts';
import { watchBuild } from '../../build/watch.ts';
import type { PasswordSource } from '../../console/console-link.ts';
import { frameLookup } from '../../console/frames.ts';
import { type ConsoleSession, openSession } from '../../console/open-console.ts';
import { traceMapper } from '../../console/stack-trace.ts';
import { ToolError } from '../../errors.ts';
import { consoleLines, OWN_ANSWER } from '../../simulator/console-lines.ts';
import { openTransport } from '../../transport/open.ts';
import { buildCache } from '../build-cache.ts';
import type { CommandContext } from '../command-context.ts';
import { consolePassword } from '../console-password.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { printFailure } from '../findings.ts';
import { findPort } from '../flash/choose-port.ts';
import { type Applied, isLineLost, type LiveBoard, liveBoard } from './live-board.ts';

/** A slot is written when nothing was saved for this long. */
const STORE_AFTER_MS = 1000;
const RETRY_MS = 1000;

/** What to watch. */
export interface WatchOptions {
  readonly board: Board;
  readonly entry: string | undefined;
  /** Default: the only board that is plugged in. */
  readonly port: string | undefined;
}

/** Follows the sources until Ctrl-C. Throws what finding and opening the board throws. */
export async function watchOnBoard(context: CommandContext, options: WatchOptions): Promise<ExitStatus> {
  const { output, root } = context;
  const signal = context.interrupt();
  const name = await findPort(context.directory, options.port);
  const loop = new WatchLoop(context, name, signal);
  await loop.open();
  output.note(`Board on ${name}. Building the development image ...`);
  const { board, entry } = options;
  const watching = watchBuild(
    { board, entry, root, development: true, cacheFolder: buildCache(context) },
    (outcome) => {
      if ('error' in outcome) printFailure(output, outcome.error);
      else loop.take(outcome.result, outcome.elapsedMs);
    },
  );
  await aborted(signal);
  await watching.close();
  await loop.close();
  return EXIT.done;
}

class WatchLoop {
  private readonly context: CommandContext;
  private readonly name: string;
  private readonly signal: AbortSignal;
  private readonly password: PasswordSource;
  private line: ConsoleSession | null = null;
  private live: LiveBoard | null = null;
  private last: Promise<void> = Promise.resolve();
  private newest: BuildResult | null = null;
  private storing: NodeJS.Timeout | undefined;
  /** For one image more in Storage; said once when there is none. */
  private hasRoom = true;

  constructor(context: CommandContext, name: string, signal: AbortSignal) {
    this.context = context;
    this.password = consolePassword(context);
    this.name = name;
    this.signal = signal;
  }

  /** Opens the line and begins to show what the board says. */
  async open(): Promise<void> {
    const { signal } = this;
    const transport = await openTransport(this.name, { signal });
    const { output } = this.context;
    const mapper = traceMapper((name, place) => frameLookup(this.live?.sources ?? new Map())(name, place));
    const lines = consoleLines((text) => {
      if (OWN_ANSWER.test(text)) return;
      for (const shown of mapper.take(`${text}\n`).split('\n')) {
        if (shown !== '') output.result(output.paint.dim(`board: ${shown}`));
      }
    });
    this.line = await openSession(transport, { signal, password: this.password });
    this.line.onText((bytes) => lines.take(bytes));
    this.live = liveBoard(this.line, this.context.root, () =>
      output.note('Storage is full: the program stops while space is freed.'),
    );
  }

  /** Queues a build; of several that wait only the newest counts. */
  take(build: BuildResult, buildMs: number): void {
    this.newest = build;
    clearTimeout(this.storing);
    this.queue(async () => {
      if (this.newest !== build) return;
      await this.apply(build, buildMs);
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.storing);
    await this.last;
    await this.line?.close();
  }

  private queue(work: () => Promise<void>): void {
    this.last = this.last.then(work).catch((error: unknown) => {
      if (this.signal.aborted) return;
      if (isLineLost(error)) return this.reopen();
      printFailure(this.context.output, error);
    });
  }

  private async apply(build: BuildResult, buildMs: number): Promise<void> {
    const { output } = this.context;
    const applied = await this.live?.apply(build);
    if (applied === undefined) return;
    for (const line of appliedText(applied, buildMs)) output.result(line);
    if (applied.kind === 'swapped' && this.hasRoom) this.storeSoon();
  }

  private storeSoon(): void {
    this.storing = setTimeout(() => {
      this.queue(async () => {
        const startedMs = performance.now();
        const result = await this.live?.store().catch((error: unknown) => {
          if (!(error instanceof ToolError) || error.code !== 'UPLOAD_ROOM') throw error;
          this.hasRoom = false;
          this.context.output.note(
            'Storage has no room for another image: live edits continue, but the next boot runs the last stored image. To free space: tinwire flash --image-only.',
          );
          return null;
        });
        if (!result) return;
        const place = result.slot === null ? 'the board' : `slot ${result.slot}`;
        const took = Math.round(performance.now() - startedMs);
        this.context.output.result(
          `stored in ${place} for the next boot: ${result.sentBytes} bytes sent, ${took} ms`,
        );
      });
    }, STORE_AFTER_MS);
  }

  /** Waits until the line is there again, then brings the newest build onto the board. */
  private async reopen(): Promise<void> {
    const { output } = this.context;
    output.note(`${this.name}: connection lost. Waiting for it to return; press Ctrl-C to stop.`);
    await this.line?.close();
    while (!this.signal.aborted) {
      try {
        await this.open();
        output.note(`${this.name}: reconnected.`);
        if (this.newest !== null) this.take(this.newest, 0);
        return;
      } catch {
        await pause(RETRY_MS, this.signal);
      }
    }
  }
}

function appliedText(applied: Applied, buildMs: number): string[] {
  const build = `build ${Math.round(buildMs)} ms`;
  switch (applied.kind) {
    case 'same':
      return [`no change for the board (${build})`];
    case 'swapped': {
      const ms = Math.round(buildMs + applied.sendMs + applied.runMs);
      const steps = `${build}, send ${Math.round(applied.sendMs)} ms, run ${Math.round(applied.runMs)} ms`;
      return [`live after ${ms} ms: ${applied.names.join(', ')} (${steps})`];
    }
    case 'restarted': {
      const { outcome, slot, sentBytes } = applied.result;
      const place = slot === null ? '' : ` from slot ${slot}`;
      const took = `${build}, upload and start ${Math.round(applied.ms)} ms, ${sentBytes} bytes sent`;
      return [
        ...applied.reasons.map((reason) => `needs a restart: ${reason}`),
        outcome === 'same'
          ? `the board already runs this image (${build})`
          : `the board now runs the new image${place} (${took})`,
      ];
    }
  }
}
