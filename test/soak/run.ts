/** `npm run test:soak [-- clients megabytes lines]`: streams of random bytes and seeded noise, each on a board of its own, with figures. SOAK_SEED sets the seed. */
import { atPhase, type PhaseResult, type Progress, streamsPhase, tcpPhase, udpPhase } from './phases.ts';

const [clients = 10, megabytes = 10, lines = 1_000_000] = process.argv.slice(2).map(Number);
const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
/** As many as the board serves beside one that never reads. */
const SMALL_CLIENTS = 7;
const SMALL_SHARE = 20;
/** A datagram is heavier than a line, and an AT line has answers, joins and links. */
const DATAGRAM_SHARE = 10;
const PROGRESS_MS = 10_000;

function progressOf(name: string): Progress {
  let told = performance.now();
  return (done, whole) => {
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    console.log(`  ${name}: ${Math.floor((100 * done) / whole)} %`);
  };
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padEnd([20, 30, 9, 8, 8][index] ?? 0)).join(' ');
}

if (![clients, megabytes, lines].every((value) => value > 0)) {
  console.error(`test:soak: "${process.argv.slice(2).join(' ')}" is no number of clients, megabytes, lines.`);
  process.exitCode = 2;
} else {
  console.log(`seed ${seed}`);
  const phases: (() => Promise<PhaseResult>)[] = [
    () => streamsPhase('linux', clients, megabytes, seed, progressOf('linux echo')),
    () => {
      const each = megabytes / SMALL_SHARE;
      return streamsPhase('esp8266-4mb', SMALL_CLIENTS, each, seed, progressOf('esp8266-4mb echo'));
    },
    ...(['echo', 'line', 'chat'] as const).map(
      (mode) => () => tcpPhase('esp8266-4mb', mode, lines, seed, progressOf(mode)),
    ),
    () => udpPhase('esp32', Math.ceil(lines / DATAGRAM_SHARE), seed, progressOf('udp')),
    ...(['serial', 'tcp'] as const).map((way) => () => atPhase(way, lines, seed, progressOf(`at ${way}`))),
  ];
  const results: PhaseResult[] = [];
  for (const phase of phases) {
    const result = await phase();
    results.push(result);
    console.log(`  ${result.name}: ${result.fault || 'done'}, ${result.seconds.toFixed(1)} s`);
  }
  console.log(row(['board', 'load', 'seconds', 'before', 'after', 'result']));
  for (const { name, load, seconds, usedBefore, usedAfter, fault } of results)
    console.log(
      row([
        name,
        load,
        seconds.toFixed(1),
        String(usedBefore),
        String(usedAfter),
        fault || 'as it should be',
      ]),
    );
  process.exitCode = results.some(({ fault }) => fault) ? 1 : 0;
}
