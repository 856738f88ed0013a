/** Runs a probe on the virtual board's built-in engine. */
import { setTimeout as tick, setImmediate as turn } from 'node:timers/promises';
import { findBoard } from '../../tools/boards/load.ts';
import { encodeStorage } from '../../tools/protocol/storage-image.ts';
import { wallClock } from '../../tools/vboard/chip/clock.ts';
import { type DrivenClock, drivenClock } from '../../tools/vboard/chip/driven-clock.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';
import { freePort } from '../bench/programs.ts';
import { withVariables } from '../support/board-under-test.ts';
import { printedText } from './console-text.ts';
import { answerOf, BUILDS, type Build, type Probe, type ProbeFile } from './probes.ts';

/** Virtual milliseconds that a program without sockets lives. */
const LIFE_MS = 250;
/** How long a program with sockets may take to print what is expected, and how often that is looked at. */
const PATIENCE_MS = 4000;
const POLL_MS = 100;
/** Probes wait for their timers most of the time. */
const AT_ONCE = 16;

/** Variables of a build that answers were recorded on, where its chip has fewer. */
const RECORDED_VARIABLES: Partial<Record<Build, number>> = { esp32: 16_383 };

/** One probe on one build. */
export interface Comparison {
  readonly key: string;
  readonly area: string;
  readonly program: string;
  readonly expected: string;
  readonly got: string;
}

/** What `program` prints on the virtual board; `expected` only tells when there is nothing more to wait for. */
export async function printedBy(build: Build, program: string, expected: string): Promise<string> {
  const usesSockets = program.includes('PORT') || program.includes('connect');
  const driven = usesSockets ? undefined : drivenClock();
  const board = withVariables(findBoard(build), RECORDED_VARIABLES[build]);
  const text = program.replaceAll('PORT', String(await freePort()));
  const vboard = createBoard({
    board,
    storage: encodeStorage(
      [
        // The recording had its end mark here, and programs that list Storage see the file.
        { name: '.boot0', data: new TextEncoder().encode(' ') },
        { name: '.bootcde', data: new TextEncoder().encode(text) },
      ],
      board.chip.storage,
    ),
    environment: scriptedEnvironment({ networks: [] }),
    clock: driven ?? wallClock(),
  });
  let console = '';
  vboard.onConsole((part) => {
    console += part;
  });
  try {
    const started = vboard.start();
    if (driven) for (let ms = 0; ms < LIFE_MS; ms++) await step(driven);
    else {
      const endMs = performance.now() + PATIENCE_MS;
      while (printedText(console) !== expected && performance.now() < endMs) await tick(POLL_MS);
      await tick(POLL_MS);
    }
    await started;
  } finally {
    await vboard.stop();
  }
  return printedText(console);
}

async function step(clock: DrivenClock): Promise<void> {
  clock.advance(1);
  await turn();
}

/** Every probe that has an answer, on every build. */
export async function compareAll(files: readonly ProbeFile[]): Promise<Comparison[]> {
  const jobs = files.flatMap(({ area, probes }) =>
    probes.flatMap((probe) => BUILDS.map((build) => () => compare(area, probe, build))),
  );
  const results: Comparison[] = [];
  const worker = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) results.push(await job());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function compare(area: string, probe: Probe, build: Build): Promise<Comparison> {
  const expected = answerOf(probe, build) ?? '(no answer is recorded)';
  let got: string;
  try {
    got = await printedBy(build, probe.program, expected);
  } catch (error) {
    got = `(the board failed: ${error instanceof Error ? error.message : String(error)})`;
  }
  return { key: `${build} ${probe.id}`, area, program: probe.program, expected, got };
}
