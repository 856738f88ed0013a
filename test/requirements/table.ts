/** The requirements and their outcomes as people read them. */
import type { Outcome, Row, TestResult } from './outcome.ts';

/** Colours, or none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

const NUMBER_COLUMNS = 8;
const TESTS_COLUMNS = 7;
const RESULT_COLUMNS = 9;
const MIN_TEXT_COLUMNS = 24;
/** Wider lines are hard to follow from the number to the result. */
const MAX_TEXT_COLUMNS = 110;
const MAX_REASON_LINES = 12;
const MAX_REASON_COLUMNS = 160;

const TITLES: Readonly<Record<string, string>> = {
  '000': "Tutorial 000: AT modem and the laptop's server",
  '001': 'Tutorial 001: client and server on one station',
  '002': 'Tutorial 002: client and server with a display',
  '003': 'Tutorial 003: UDP and TCP, both ways round',
  '004': 'Tutorial 004: serial bridge and clients array',
  X: 'All of them',
};

/** Lines of at most `columns`; only a word that is longer goes over. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= columns) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** The table in `columns` characters; no line ends in blanks. */
export function tableOf(rows: readonly Row[], columns: number, paint: Paint): string {
  const width = Math.min(
    MAX_TEXT_COLUMNS,
    Math.max(MIN_TEXT_COLUMNS, columns - NUMBER_COLUMNS - TESTS_COLUMNS - RESULT_COLUMNS),
  );
  const head = `${'number'.padEnd(NUMBER_COLUMNS)}${'requirement'.padEnd(width)}${'tests'.padStart(TESTS_COLUMNS)}  result`;
  const lines = [paint.bold(head)];
  let group = '';
  for (const row of rows) {
    const own = row.requirement.number.split('-')[0] ?? '';
    if (own !== group) lines.push('', paint.bold(TITLES[own] ?? own));
    group = own;
    lines.push(...rowLines(row, width, paint));
  }
  return lines.join('\n');
}

function rowLines({ requirement, outcome, passed, failed }: Row, width: number, paint: Paint): string[] {
  const [first = '', ...rest] = wrap(requirement.text, width);
  const tests = String(passed + failed.length).padStart(TESTS_COLUMNS);
  const indent = ' '.repeat(NUMBER_COLUMNS);
  const notes =
    requirement.cannot === undefined
      ? []
      : [
          ...wrap(`Cannot: ${requirement.cannot}.`, width),
          ...wrap(`Instead: ${requirement.instead ?? 'nothing'}.`, width),
        ];
  return [
    `${requirement.number.padEnd(NUMBER_COLUMNS)}${first.padEnd(width)}${tests}  ${painted(outcome, paint)}`,
    ...rest.map((line) => indent + line),
    ...notes.map((line) => indent + paint.dim(line)),
  ];
}

function painted(outcome: Outcome, paint: Paint): string {
  switch (outcome) {
    case 'pass':
      return paint.green(outcome);
    case 'cannot':
      return paint.yellow(outcome);
    default:
      return paint.red(outcome);
  }
}

/** How many of which, and the tests that failed, each once. */
export function summaryOf(rows: readonly Row[], columns: number, paint: Paint): string {
  const count = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length;
  const numbers = (outcome: Outcome): string =>
    rows
      .filter((row) => row.outcome === outcome)
      .map(({ requirement }) => requirement.number)
      .join(' ');
  const failures = new Map(
    rows.flatMap(({ failed }) => failed).map((result) => [`${result.file} ${result.name}`, result]),
  );
  const lines = [
    ...wrap(
      `${rows.length} requirements: ${count('pass')} pass, ${count('fail')} fail, ${count('no board')} not on a board, ${count('no test')} without a test, ${count('cannot')} cannot hold.`,
      columns,
    ),
  ];
  for (const outcome of ['fail', 'no board', 'no test'] as const) {
    if (count(outcome) > 0) lines.push(...wrap(`${outcome}: ${numbers(outcome)}`, columns).map(paint.red));
  }
  return [...lines, ...[...failures.values()].flatMap((failed) => failureLines(failed, paint))].join('\n');
}

/** A test that failed, where it stands, and why, within bounds. */
export function failureLines({ name, file, reason = '' }: TestResult, paint: Paint): string[] {
  const reasons = reason
    .split('\n')
    .slice(0, MAX_REASON_LINES)
    .map((line) => `  ${line.slice(0, MAX_REASON_COLUMNS)}`.trimEnd());
  return ['', `${paint.red('failed')} ${name}`, `  ${file}`, ...reasons];
}
