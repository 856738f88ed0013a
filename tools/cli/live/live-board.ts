/** A board that follows the sources: edits of functions while it runs, anything else with a restart. */
import type { BuildResult } from '../../build/build.ts';
import { diffImages, type Obstacle } from '../../build/function-diff.ts';
import { type OriginalPlaces, originalPlaces } from '../../build/original-places.ts';
import { swapText } from '../../build/swap-text.ts';
import { bootSources, type FrameSource, withSources } from '../../console/frames.ts';
import { eraseHotFiles, hotFile, hotFileCount, swapFunctions } from '../../console/hot-swap.ts';
import { makeRoom } from '../../console/make-room.ts';
import type { ConsoleSession } from '../../console/open-console.ts';
import { type UploadResult, upload } from '../../console/upload.ts';
import { ToolError } from '../../errors.ts';

/** What a change came to. `names` are the functions that were swapped. */
export type Applied =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'swapped';
      readonly names: readonly string[];
      readonly sendMs: number;
      readonly runMs: number;
    }
  | {
      readonly kind: 'restarted';
      readonly reasons: readonly string[];
      readonly result: UploadResult;
      readonly ms: number;
    };

/** One board at the end of one line. */
export interface LiveBoard {
  /** Files that the board's traces name, as they are now. */
  readonly sources: ReadonlyMap<string, FrameSource>;
  /** Brings a build onto the board. Rejects what `upload` and `swapFunctions` reject. */
  apply(build: BuildResult): Promise<Applied>;
  /** Puts the newest image into the other slot, for the next boot; `null`: it is there. Rejects as `upload`. */
  store(): Promise<UploadResult | null>;
}

/** The board behind a session; nothing is known of it before the first `apply`. `onRoom`: Storage is full, room is being made. */
export function liveBoard(context: ConsoleSession, root: string, onRoom: () => void): LiveBoard {
  const sources = new Map<string, FrameSource>();
  /** What runs, functions swapped since its start included; `null`: not known. */
  let running: string | null = null;
  /** Not yet in a slot. */
  let unstored: BuildResult | null = null;
  let swaps = 0;

  async function restart(build: BuildResult, reasons: readonly string[]): Promise<Applied> {
    const startedMs = performance.now();
    running = null;
    unstored = null;
    // An image that fails says where while it starts: its sources must be known before.
    const places = placesOf(build, root);
    const before = new Map(sources);
    for (const [name, source] of bootSources(build.image, places)) sources.set(name, source);
    try {
      let result = await uploadWithRoom(build);
      if (result.outcome === 'same' && (await hotFileCount(context)) > 0) {
        // Functions may run that an earlier watch swapped in.
        result = await upload(context, build.image, { isRestartForced: true });
      }
      if (result.outcome === 'running') await eraseHotFiles(context);
      for (let swap = 0; swap < swaps; swap++) sources.delete(hotFile(swap));
      swaps = 0;
      running = textOf(build);
      return { kind: 'restarted', reasons, result, ms: performance.now() - startedMs };
    } catch (error) {
      const mapped = withSources(error, sources);
      for (const [name, source] of before) sources.set(name, source);
      throw mapped;
    }
  }

  /** A cable is needed for making room: the console on TCP goes with the program. */
  async function uploadWithRoom({ image }: BuildResult): Promise<UploadResult> {
    try {
      return await upload(context, image);
    } catch (error) {
      if (!isFull(error) || context.transport.name.startsWith('tcp://')) throw error;
      onRoom();
      await makeRoom(context);
      try {
        return await upload(context, image, { isRestartForced: true });
      } catch (second) {
        // The program before goes on rather than none.
        await context.exclusive((link) => link.send('\x10load()\n'));
        throw second;
      }
    }
  }

  return {
    sources,
    async apply(build) {
      const after = textOf(build);
      if (running === null) return restart(build, []);
      const diff = diffImages(running, after);
      if (diff.kind === 'same') return { kind: 'same' };
      const places = placesOf(build, root);
      if (diff.kind === 'restart') {
        return restart(
          build,
          diff.obstacles.map((obstacle) => reasonText(obstacle, places)),
        );
      }
      const { text, imageOffset } = swapText(diff.changed);
      const name = hotFile(swaps++);
      sources.set(name, {
        text,
        place(offset) {
          const at = imageOffset(offset);
          return at === null ? null : places.at(at);
        },
        nameOf: places.nameOf,
      });
      const times = await swapFunctions(context, name, text).catch((error: unknown) => {
        if (isFull(error)) return null;
        throw error;
      });
      if (times === null) return restart(build, ['Storage is full: no room for another edit']);
      running = after;
      unstored = build;
      return { kind: 'swapped', names: diff.changed.map((changed) => places.nameOf(changed.name)), ...times };
    },
    async store() {
      const build = unstored;
      if (build === null) return null;
      const result = await upload(context, build.image, { restart: false });
      if (unstored === build) unstored = null;
      return result;
    },
  };
}

function isFull(error: unknown): boolean {
  return error instanceof ToolError && error.code === 'UPLOAD_ROOM';
}

function textOf({ code }: BuildResult): string {
  return Buffer.from(code).toString('latin1');
}

function placesOf(build: BuildResult, root: string): OriginalPlaces {
  return originalPlaces(textOf(build), build.map, build.folder, root);
}

function reasonText({ reason, offset }: Obstacle, places: OriginalPlaces): string {
  const place = offset === null ? null : places.at(offset);
  return place === null ? reason : `${place.file}:${place.line} ${reason}`;
}

/** A line that was lost, and may come back. */
export function isLineLost(error: unknown): boolean {
  return error instanceof ToolError && /^(SESSION_LOST|TRANSPORT_CLOSED)$/.test(error.code);
}
