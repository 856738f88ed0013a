/** Runs a probe on the virtual board's built-in engine. */
import { findBoard } from '../../tools/boards/load.ts';
import { encodeStorage } from '../../tools/protocol/storage-image.ts';
import { scriptAir } from '../../tools/vboard/air/script-air.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';
import { freePort } from '../bench/programs.ts';
import { END_MARK, endOfProbe, printedText } from './console-text.ts';
import { answerOf, BUILDS, type Build, type Probe, type ProbeFile } from './probes.ts';

const LIMIT_MS = 10000;
/** Probes wait for their timers most of the time. */
const AT_ONCE = 16;
/** How much longer a probe may take here than when it was recorded, alone. */
const PATIENCE = 4;

/** One probe on one build. */
export interface Comparison {
  readonly key: string;
  readonly area: string;
  readonly program: string;
  readonly expected: string;
  readonly got: string;
}

/** What `program` prints on the virtual board. */
export async function printedBy(build: Build, program: string): Promise<string> {
  const board = findBoard(build);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const text = program.replaceAll('PORT', String(await freePort()));
  const vboard = createBoard({
    board,
    storage: encodeStorage(
      [
        { name: '.boot0', data: bytes(endOfProbe(program, PATIENCE)) },
        { name: '.bootcde', data: bytes(text) },
      ],
      board.chip.storage,
    ),
    air: scriptAir({ networks: [] }),
  });
  let console = '';
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS);
    vboard.onConsole((part) => {
      console += part;
      if (console.includes(END_MARK)) resolve();
    });
  });
  try {
    await vboard.start();
    await ended;
  } finally {
    clearTimeout(timer);
    await vboard.stop();
  }
  return console.includes(END_MARK) ? printedText(console) : `${printedText(console)}\n(no end)`.trim();
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
    got = await printedBy(build, probe.program);
  } catch (error) {
    got = `(the board failed: ${error instanceof Error ? error.message : String(error)})`;
  }
  return { key: `${build} ${probe.id}`, area, program: probe.program, expected, got };
}
