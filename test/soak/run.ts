/**
 * `npm run test:soak [-- clients megabytes lines]`: streams of random bytes and seeded noise, each on a board of its own, with
 * figures; `megabytes` of each client, `lines` in all, a tenth of them as clients that come and go at once. SOAK_SEED sets the seed.
 */
import type { PhaseResult, Progress } from './measured.ts';
import { atPhase, streamsPhase, tcpPhase, udpPhase, visitsPhase } from './phases.ts';

const [clients = 10, megabytes = 10, lines = 1_000_000] = process.argv.slice(2).map(Number);
const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
/** As many as the board serves beside one that never reads. */
const SMALL_CLIENTS = 7;
const SMALL_SHARE = 20;
const MODES = ['echo', 'line', 'chat'] as const;
const AT_WAYS = ['serial', 'tcp'] as const;
/** A datagram is heavier than a line. */
const DATAGRAM_SHARE = 20;
const VISIT_SHARE = 10;
const MAX_VISIT_SECONDS = 900;
const PROGRESS_MS = 10_000;

function progressOf(name: string): Progress {
  let notified = performance.now();
  return (done, whole) => {
    if (performance.now() - notified < PROGRESS_MS) return;
    notified = performance.now();
    console.log(`  ${name}: ${Math.floor((100 * done) / whole)} %`);
  };
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padEnd([20, 30, 9, 8, 8][index] ?? 0)).join(' ');
}

/** A part that throws has failed, and the others run all the same. */
async function resultOf({ name, load, run }: Part): Promise<PhaseResult> {
  const start = performance.now();
  try {
    return await run(progressOf(name));
  } catch (error) {
    const seconds = (performance.now() - start) / 1000;
    return { name, load, seconds, usedBefore: Number.NaN, usedAfter: Number.NaN, fault: String(error) };
  }
}

interface Part {
  readonly name: string;
  readonly load: string;
  run(progress: Progress): Promise<PhaseResult>;
}

function parts(): Part[] {
  const each = Math.ceil(lines / (MODES.length + AT_WAYS.length));
  const datagrams = Math.ceil(lines / DATAGRAM_SHARE);
  const small = megabytes / SMALL_SHARE;
  const visits = Math.ceil(lines / VISIT_SHARE);
  return [
    {
      name: 'linux streams',
      load: `${clients} x ${megabytes} MB`,
      run: (progress) => streamsPhase('linux', clients, megabytes, seed, progress),
    },
    {
      name: 'esp8266-4mb streams',
      load: `${SMALL_CLIENTS} x ${small} MB`,
      run: (progress) => streamsPhase('esp8266-4mb', SMALL_CLIENTS, small, seed, progress),
    },
    ...MODES.map((mode) => ({
      name: `esp8266-4mb ${mode} noise`,
      load: `${each} lines`,
      run: (progress: Progress) => tcpPhase('esp8266-4mb', mode, each, seed, progress),
    })),
    {
      name: 'esp32 udp',
      load: `${datagrams} datagrams`,
      run: (progress) => udpPhase('esp32', datagrams, seed, progress),
    },
    {
      name: 'esp8266-4mb visits',
      load: `${visits} visits`,
      run: (progress) => visitsPhase('esp8266-4mb', visits, MAX_VISIT_SECONDS, progress),
    },
    ...AT_WAYS.map((way) => ({
      name: `esp8266-at ${way}`,
      load: `${each} lines`,
      run: (progress: Progress) => atPhase(way, each, seed, progress),
    })),
  ];
}

if (![clients, megabytes, lines].every((value) => value > 0)) {
  console.error(`test:soak: "${process.argv.slice(2).join(' ')}" is no number of clients, megabytes, lines.`);
  process.exitCode = 2;
} else {
  console.log(`seed ${seed}`);
  const start = performance.now();
  const results: PhaseResult[] = [];
  for (const part of parts()) {
    const result = await resultOf(part);
    results.push(result);
    console.log(`  ${result.name}: ${result.fault || 'done'}, ${result.seconds.toFixed(1)} s`);
  }
  console.log(row(['board', 'load', 'seconds', 'before', 'after', 'result']));
  for (const { name, load, seconds, usedBefore, usedAfter, fault } of results)
    console.log(
      row([name, load, seconds.toFixed(1), String(usedBefore), String(usedAfter), fault || 'unchanged']),
    );
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s in all`);
  process.exitCode = results.some(({ fault }) => fault) ? 1 : 0;
}
