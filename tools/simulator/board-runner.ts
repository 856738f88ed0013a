/** Runs a board, shows its screen, greets it, and goes on until Ctrl-C. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Board } from '../boards/board.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { EXIT, type ExitStatus } from '../cli/exit-codes.ts';
import { printFailure } from '../cli/findings.ts';
import { ToolError } from '../errors.ts';
import { drawPng } from '../vboard/parts/png.ts';
import { type BoardProcess, startBoardProcess } from '../vboard/process/board-process.ts';
import { howToTalk, printBanner, shown, talkTo } from './banner.ts';
import { freePort } from './free-port.ts';
import type { ImageOutcome, SimulatorImage } from './image-outcome.ts';
import { createScreen, type Screen } from './screen.ts';
import { localSettings, type Settings } from './settings.ts';
import { openSimulator, type Simulator } from './simulate.ts';

const BOOT_TIMEOUT_MS = 20_000;

type Ready = Extract<ImageOutcome, SimulatorImage>;

/** What to play. */
export interface Simulation {
  readonly board: Board;
  /** Images one after another, each to replace the one before, until the signal aborts. */
  images(signal: AbortSignal): AsyncIterable<ImageOutcome>;
  /** Wanted TCP port; default: that of the settings. */
  readonly port: number | undefined;
  /** Path of a real interpreter; `null`: the built-in engine. */
  readonly engine: string | null;
  /** One greeting, then the end. */
  readonly isOnce: boolean;
  /** More images may follow: an image's error is printed, and the next one is awaited. */
  readonly isWatch: boolean;
  /** The user's own program, which may not answer or may listen elsewhere: it is not greeted. */
  readonly isOwnProgram: boolean;
  /** Where to write the screen as a picture after the greeting, and each time that it has changed. */
  readonly png: string | undefined;
}

/** Plays until Ctrl-C, or once. Throws what booting or greeting the first image throws. */
export async function simulate(context: CommandContext, what: Simulation): Promise<ExitStatus> {
  const signal = context.interrupt();
  const runner = new BoardRunner(context, what);
  try {
    for await (const outcome of what.images(signal)) {
      await runner.take(outcome);
      if (what.isOnce) return EXIT.done;
      if (!what.isWatch) await runner.untilEnd(signal);
    }
    return what.isOnce ? EXIT.interrupted : EXIT.done;
  } catch (error) {
    if (isStopped(error)) return what.isOnce ? EXIT.interrupted : EXIT.done;
    throw error;
  } finally {
    await runner.close();
  }
}

class BoardRunner {
  private readonly context: CommandContext;
  private readonly what: Simulation;
  private settings: Settings;
  private readonly screen: Screen;
  private readonly isEcho: boolean;
  /** Started ahead: it is ready by the time that there is an image for it. */
  private next: BoardProcess | null = startBoardProcess();
  private simulator: Simulator | null = null;
  private last: Ready | null = null;
  private hasPicture = false;

  constructor(context: CommandContext, what: Simulation) {
    this.context = context;
    this.what = what;
    const settings = localSettings(context.root);
    this.settings = { ...settings, tcp: { ...settings.tcp, port: what.port ?? settings.tcp.port } };
    this.isEcho = !what.isOwnProgram && isEcho(settings);
    this.screen = createScreen(
      context.output,
      () => this.simulator?.rows() ?? null,
      () => {
        if (this.hasPicture) this.savePicture();
      },
    );
  }

  /** Shows the image; when there is none, or it fails, a watch prints why and continues with the previous one. */
  async take(outcome: ImageOutcome): Promise<void> {
    const { output } = this.context;
    try {
      if ('error' in outcome) throw outcome.error;
      if (this.last !== null || this.simulator !== null)
        output.result('Firmware changed: restarting the board with the new image.');
      await this.present(outcome);
      this.savePicture();
      if (!output.isLive && !this.what.isOnce && this.simulator !== null) {
        for (const line of howToTalk(this.simulator, this.isEcho)) output.result(line);
        // A program of one's own opens its ports when it likes.
        if (!this.isEcho) this.simulator.onService((service) => output.result(talkTo(service)));
      }
    } catch (error) {
      if (outcome.signal.aborted || isStopped(error)) return;
      if (!this.what.isWatch) throw error;
      printFailure(output, error);
      await this.goBack('error' in outcome, outcome.signal);
    }
  }

  /** Resolves when the signal aborts; rejects when the board's process ends before. */
  async untilEnd(signal: AbortSignal): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
      if (signal.aborted) resolve();
    });
    const died = this.simulator?.died.then((error) => Promise.reject(error));
    await Promise.race([stopped, ...(died ? [died] : [])]);
  }

  async close(): Promise<void> {
    this.screen.close();
    await Promise.all([this.simulator?.close(), this.next?.stop()]);
  }

  private async goBack(isStillThere: boolean, signal: AbortSignal): Promise<void> {
    const { output } = this.context;
    const { last } = this;
    if (last === null) {
      output.note('Waiting for the next save; press Ctrl-C to stop.');
      return;
    }
    output.note('The board keeps running the previous image.');
    if (isStillThere && this.simulator !== null) return;
    try {
      await this.present({ ...last, signal });
    } catch (error) {
      if (!signal.aborted) printFailure(output, error);
    }
  }

  private async present(image: Ready): Promise<void> {
    const { output } = this.context;
    const { board, isOwnProgram, isOnce, isWatch } = this.what;
    await this.simulator?.close();
    this.simulator = null;
    this.screen.clear();
    this.settings = await withFreePorts(this.context, this.settings);
    const process = this.next ?? startBoardProcess();
    this.next = isWatch ? startBoardProcess() : null;
    const simulator = await openSimulator({
      board,
      process,
      storage: image.storage,
      sources: image.sources,
      settings: this.settings,
      engine: this.what.engine,
      isTcpAwaited: this.isEcho,
      timeoutMs: isOwnProgram && !isOnce ? null : BOOT_TIMEOUT_MS,
      signal: image.signal,
      onLine: (line) => output.result(output.paint.dim(`board: ${line}`)),
      onFrame: () => this.screen.changed(),
      onBusy: (place) => output.note(busyText(board, place, isWatch)),
    });
    this.simulator = simulator;
    void simulator.died.then((error) => {
      if (this.simulator !== simulator) return;
      this.simulator = null;
      if (isWatch) printFailure(output, error);
    });
    await printBanner(this.context, board, simulator, this.screen, this.isEcho, image.signal);
    // It runs: a change that comes from now on has it to go back to.
    this.last = image;
    await shown(this.screen, image.signal);
  }

  private savePicture(): void {
    const { png } = this.what;
    const rows = this.simulator?.rows();
    if (png === undefined || !rows) return;
    writeFileSync(path.resolve(this.context.directory, png), drawPng(rows));
    if (!this.hasPicture) this.context.output.note(`Wrote ${png}.`);
    this.hasPicture = true;
  }
}

function isStopped(error: unknown): boolean {
  return error instanceof ToolError && error.code === 'STAGE_STOPPED';
}

function busyText({ id }: Board, place: string | null, isWatch: boolean): string {
  const where = place === null ? 'in code that cannot be inspected' : `at ${place}`;
  const next = isWatch ? 'save a change to replace it, or press Ctrl-C' : 'press Ctrl-C';
  return `virtual ${id}: the program has been busy for several seconds, ${where}. If it loops: ${next}.`;
}

/** Whether a greeting comes back under these settings. */
function isEcho({ at, tcp }: Settings): boolean {
  return at === undefined && (tcp.mode === undefined || tcp.mode === 'echo');
}

/** The settings with ports that are free on this computer; says so when that is another than wanted. */
async function withFreePorts(context: CommandContext, settings: Settings): Promise<Settings> {
  const wanted = settings.tcp.port;
  const tcp = await freePort(wanted, 'tcp');
  const udp = await freePort(settings.udp.port, 'udp');
  if (tcp !== wanted) context.output.note(`Port ${wanted} is already in use: the board listens on ${tcp}.`);
  return { ...settings, tcp: { ...settings.tcp, port: tcp }, udp: { ...settings.udp, port: udp } };
}
