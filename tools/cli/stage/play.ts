/** Puts a board on the stage, shows it, greets it, and keeps it there until Ctrl-C. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Board } from '../../boards/board.ts';
import { ToolError } from '../../errors.ts';
import type { EngineFactory } from '../../vboard/engine.ts';
import { drawPng } from '../../vboard/panel/png.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { printFailure } from '../findings.ts';
import type { Session } from '../session.ts';
import { freePort } from './free-port.ts';
import { howToTalk, introduce } from './introduce.ts';
import { createScreen, type Screen } from './screen.ts';
import { localSettings, type Settings } from './settings.ts';
import { openStage, type Stage } from './stage.ts';

const BOOT_TIMEOUT_MS = 20_000;

/** An image's Storage area, or why there is none. */
export type ImageOutcome = { readonly storage: Uint8Array } | { readonly error: unknown };

/** What to play. */
export interface Play {
  readonly board: Board;
  /** Images one after another, each to replace the one before, until the signal aborts. */
  images(signal: AbortSignal): AsyncIterable<ImageOutcome>;
  /** Wanted TCP port; default: that of the settings. */
  readonly port: number | undefined;
  /** Default: the built-in one. */
  readonly engine: EngineFactory | undefined;
  /** One greeting, then the end. */
  readonly isOnce: boolean;
  /** A program of somebody's own, which may answer nothing or listen elsewhere: it is not greeted. */
  readonly isOwnProgram: boolean;
  /** Where to write the glass as a picture after the greeting, and each time that it has changed. */
  readonly png: string | undefined;
}

/** Plays until Ctrl-C, or once. Throws what booting or greeting the first image throws. */
export async function play(session: Session, what: Play): Promise<ExitStatus> {
  const signal = session.interrupt();
  const settings = await withFreePorts(session, localSettings(session.root), what.port);
  const player = new Player(session, what, settings, signal);
  try {
    for await (const outcome of what.images(signal)) {
      await player.take(outcome);
      if (what.isOnce) return EXIT.done;
    }
    return what.isOnce ? EXIT.interrupted : EXIT.done;
  } catch (error) {
    if (error instanceof ToolError && error.code === 'STAGE_STOPPED')
      return what.isOnce ? EXIT.interrupted : EXIT.done;
    throw error;
  } finally {
    await player.close();
  }
}

class Player {
  private readonly session: Session;
  private readonly what: Play;
  private readonly settings: Settings;
  private readonly signal: AbortSignal;
  private readonly screen: Screen;
  private readonly isEcho: boolean;
  private stage: Stage | null = null;
  private storage: Uint8Array | null = null;
  private hasPicture = false;

  constructor(session: Session, what: Play, settings: Settings, signal: AbortSignal) {
    this.session = session;
    this.what = what;
    this.settings = settings;
    this.signal = signal;
    this.isEcho = !what.isOwnProgram && isEcho(settings);
    this.screen = createScreen(
      session.output,
      () => this.stage?.rows() ?? null,
      () => {
        if (this.hasPicture) this.savePicture();
      },
    );
  }

  /** Shows the image; when there is none, or it fails, tells why and goes on with the one before. */
  async take(outcome: ImageOutcome): Promise<void> {
    const { output } = this.session;
    if (this.storage === null) {
      if ('error' in outcome) return printFailure(output, outcome.error);
      await this.present(outcome.storage);
      this.savePicture();
      if (!output.isLive && !this.what.isOnce && this.stage !== null) {
        for (const line of howToTalk(this.stage, this.isEcho)) output.result(line);
      }
      return;
    }
    try {
      if ('error' in outcome) throw outcome.error;
      output.result('The firmware changed: the board starts again with the new image.');
      await this.present(outcome.storage);
    } catch (error) {
      if (this.signal.aborted) throw error;
      printFailure(output, error);
      output.note('The board goes on with the image from before this change.');
      if (!('error' in outcome)) await this.present(this.storage);
    }
  }

  async close(): Promise<void> {
    this.screen.close();
    await this.stage?.close();
  }

  private async present(storage: Uint8Array): Promise<void> {
    const { output } = this.session;
    await this.stage?.close();
    this.stage = await openStage({
      board: this.what.board,
      storage,
      settings: this.settings,
      engine: this.what.engine,
      isTcpAwaited: this.isEcho,
      timeoutMs: BOOT_TIMEOUT_MS,
      signal: this.signal,
      onLine: (line) => output.result(output.paint.dim(`board: ${line}`)),
      onFrame: () => this.screen.changed(),
    });
    await introduce(this.session, this.what.board, this.stage, this.screen, this.isEcho);
    this.storage = storage;
  }

  private savePicture(): void {
    const { png } = this.what;
    const rows = this.stage?.rows();
    if (png === undefined || !rows) return;
    writeFileSync(path.resolve(this.session.directory, png), drawPng(rows));
    if (!this.hasPicture) this.session.output.note(`Wrote ${png}.`);
    this.hasPicture = true;
  }
}

/** Whether a greeting comes back under these settings. */
function isEcho({ at, tcp }: Settings): boolean {
  return at === undefined && (tcp.mode === undefined || tcp.mode === 'echo');
}

/** The settings with ports that are free on this computer; says so when that is another than wanted. */
async function withFreePorts(
  session: Session,
  settings: Settings,
  wantedPort: number | undefined,
): Promise<Settings> {
  const wanted = wantedPort ?? settings.tcp.port;
  const tcp = await freePort(wanted, 'tcp');
  const udp = await freePort(settings.udp.port, 'udp');
  if (tcp !== wanted) session.output.note(`Port ${wanted} is taken: the board listens on ${tcp}.`);
  return { ...settings, tcp: { ...settings.tcp, port: tcp }, udp: { ...settings.udp, port: udp } };
}
