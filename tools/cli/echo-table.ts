/** An echo report as people read it. */
import Table from 'cli-table3';
import type { SizeReport } from '../peers/echo-report.ts';
import type { EchoProgress, EchoReport } from '../peers/echo-run.ts';
import type { Paint } from './paint.ts';

/** Columns of the table: its heading, and what it shows of one size. Together they fit into 80 characters. */
const COLUMNS: readonly (readonly [string, (size: SizeReport) => string])[] = [
  ['bytes', (size) => String(size.sizeBytes)],
  ['sent', (size) => String(size.sent)],
  ['lost', (size) => String(size.lost)],
  ['wrong', (size) => String(size.mismatched)],
  ['p50', (size) => milliseconds(size.latency?.p50Ms)],
  ['p95', (size) => milliseconds(size.latency?.p95Ms)],
  ['p99', (size) => milliseconds(size.latency?.p99Ms)],
  ['msg/s', (size) => size.messagesPerSecond.toFixed(0)],
  ['kB/s', (size) => (size.bytesPerSecond / 1000).toFixed(1)],
];
const FAIRNESS_COLUMN: (typeof COLUMNS)[number] = ['fair', (size) => size.fairness.index.toFixed(3)];
/** Faults of more clients than this are summed up. */
const FAULTS_SHOWN = 5;
/** `[####....]` in the progress line. */
const BAR_WIDTH = 24;

/** The report's head line, its table, and what went wrong at which client. */
export function echoTable(report: EchoReport, paint: Paint): string {
  const clients = report.clients === 1 ? '1 client' : `${report.clients} clients`;
  const head = `${report.protocol.toUpperCase()} echo on ${report.target}, ${clients}; p50, p95, p99 in ms`;
  const columns = report.clients > 1 ? [...COLUMNS, FAIRNESS_COLUMN] : COLUMNS;
  const table = new Table({
    head: columns.map(([title]) => paint.bold(title)),
    colAligns: columns.map(() => 'right'),
    style: { head: [], border: [], compact: true },
  });
  for (const size of report.sizes) table.push(columns.map(([, show]) => show(size)));
  const late = report.sizes.reduce((sum, size) => sum + size.late, 0);
  return [
    head,
    table.toString(),
    ...(report.clients > 1 ? report.sizes.map(fairnessText) : []),
    ...(late > 0 ? [`${late} answers were late or duplicated.`] : []),
    ...report.faults.slice(0, FAULTS_SHOWN),
    ...(report.faults.length > FAULTS_SHOWN ? [`... and ${report.faults.length - FAULTS_SHOWN} more.`] : []),
  ].join('\n');
}

function fairnessText({ sizeBytes, fairness }: SizeReport): string {
  const { slowest, fastest } = fairness;
  return `${sizeBytes} bytes: slowest client ${slowest.toFixed(0)}/s, fastest ${fastest.toFixed(0)}/s`;
}

/** The run in one sentence. */
export function verdict(report: EchoReport): { isGood: boolean; text: string } {
  const sum = (pick: (size: SizeReport) => number): number =>
    report.sizes.reduce((total, size) => total + pick(size), 0);
  const sent = sum((size) => size.sent);
  const answered = sum((size) => size.answered);
  const wrong = sum((size) => size.mismatched);
  const unsent = report.planned === null ? 0 : report.planned - sent;
  const never = unsent > 0 ? `; ${unsent} ${unsent === 1 ? 'was' : 'were'} not sent` : '';
  switch (report.outcome) {
    case 'ok':
      return { isGood: true, text: `All ${sent} messages came back unchanged.` };
    case 'no-board':
      return {
        isGood: false,
        text: `board on ${report.target}: connection refused. Is the echo server running?`,
      };
    case 'stopped':
      return { isGood: false, text: `Stopped; ${answered} of ${sent} messages came back${never}.` };
    case 'timed-out':
    case 'failed': {
      const parts = [`${answered} of ${sent} messages came back`];
      if (wrong > 0) parts.push(`${wrong} of them wrong`);
      if (sum((size) => size.timedOut) > 0) parts.push(`${sum((size) => size.timedOut)} timed out`);
      return { isGood: false, text: `${parts.join(', ')}${never}.` };
    }
  }
}

/** The line that is replaced while a run goes on. */
export function progressText(progress: EchoProgress): string {
  if (progress.planned === null) return `${progress.sizeBytes} bytes: ${progress.answered} messages`;
  const filled = Math.round((BAR_WIDTH * progress.answered) / progress.planned);
  const bar = '#'.repeat(filled) + '.'.repeat(BAR_WIDTH - filled);
  return `${progress.sizeBytes} bytes [${bar}] ${progress.answered}/${progress.planned}`;
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(value < 10 ? 2 : 1);
}
