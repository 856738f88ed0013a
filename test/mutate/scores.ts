/** The score file, and the tables of docs/testing.md that are made from it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { FOLDERS, folderOf, NOT_MEASURED, sourcesOf, stateOf } from './folders.ts';
import { leftOut } from './left-out.ts';

const FILE = new URL('./scores.json', import.meta.url);

/** What became of one source file's mutants; `survived`, `uncovered` count those that are left out as well. */
export interface Score {
  /** Of source and tests when this was measured: `stateOf`. */
  readonly state: string;
  readonly killed: number;
  /** The mutant never ended: noticed, too. */
  readonly timedOut: number;
  readonly survived: number;
  readonly uncovered: number;
  readonly leftOut: number;
}

/** By source file. */
export type Scores = Record<string, Score>;

/** What was measured so far. */
export function readScores(): Scores {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** Keeps the score of one more file. */
export function keepScore(source: string, score: Score): void {
  const all = { ...readScores(), [source]: score };
  const sorted = Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Mutants of several files that were noticed, of all of them. */
export function sumOf(scores: readonly Score[]): { noticed: number; all: number; leftOut: number } {
  const sum = { noticed: 0, all: 0, leftOut: 0 };
  for (const { killed, timedOut, survived, uncovered, leftOut: left } of scores) {
    sum.noticed += killed + timedOut;
    sum.all += killed + timedOut + survived + uncovered;
    sum.leftOut += left;
  }
  return sum;
}

/** Whole percent, rounded down; no mutants are 100. */
export function percent(noticed: number, all: number): number {
  return all === 0 ? 100 : Math.floor((noticed / all) * 100);
}

/** The tables of docs/testing.md. */
export function scoreTables(scores: Scores): string {
  const lines = [
    '| folder | files measured | mutants | noticed | score | left out |',
    '|---|---|---|---|---|---|',
  ];
  for (const folder of FOLDERS) {
    const known = Object.entries(scores).filter(([source]) => folderOf(source) === folder);
    const { noticed, all, leftOut: left } = sumOf(known.map(([, score]) => score));
    const files = `${known.length} of ${sourcesOf(folder).length}`;
    lines.push(
      known.length === 0
        ? `| \`${folder}\` | ${files} | | | not measured | |`
        : `| \`${folder}\` | ${files} | ${all} | ${noticed} | ${percent(noticed, all)} % | ${left} |`,
    );
  }
  lines.push(
    '',
    'File by file:',
    '',
    '| file | mutants | noticed | score | left out |',
    '|---|---|---|---|---|',
  );
  for (const [source, score] of Object.entries(scores)) {
    const { noticed, all, leftOut: left } = sumOf([score]);
    lines.push(`| \`${source}\` | ${all} | ${noticed} | ${percent(noticed, all)} % | ${left} |`);
  }
  lines.push('', 'Folders without a score:', '');
  for (const [folder, reason] of Object.entries(NOT_MEASURED)) lines.push(`- \`${folder}\` ${reason}.`);
  lines.push('', '### Left out', '');
  const left = leftOut();
  if (left.length === 0) lines.push('None.');
  else lines.push('| file | line | becomes | why no test notices |', '|---|---|---|---|');
  for (const { file, line, replacement, reason } of left)
    lines.push(`| \`${file}\` | ${line} | \`${replacement.replaceAll('|', '\\|')}\` | ${reason} |`);
  return `${lines.join('\n')}\n`;
}

/** Whether source and tests are still those that were measured. */
export function isCurrent(source: string, score: Score | undefined): boolean {
  return score !== undefined && score.state === stateOf(source);
}
