/** The recorded probes: our own small programs, and what the interpreter printed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The builds that answers are recorded from; each stands for boards with its variables and libraries. */
export const BUILDS = ['esp8266-4mb', 'esp32'] as const;
export type Build = (typeof BUILDS)[number];

/** One program and its answers; `PORT` in it is replaced by a free port. */
export interface Probe {
  readonly id: string;
  readonly program: string;
  /** What it printed, by build; a build that prints the same as the first is left out. */
  readonly answers?: Partial<Record<Build, string>>;
}

/** The probes of one area, with the interpreter that answered. */
export interface ProbeFile {
  readonly area: string;
  readonly interpreter?: string;
  readonly probes: readonly Probe[];
}

const FOLDER = path.dirname(fileURLToPath(import.meta.url));

/** All areas, by name. */
export function readProbes(): ProbeFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && name !== 'known-differences.json')
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as ProbeFile);
}

/** Writes one area back. */
export function writeProbes(file: ProbeFile): void {
  writeFileSync(path.join(FOLDER, `${file.area}.json`), `${JSON.stringify(file, null, 1)}\n`);
}

/** What a build answers. */
export function answerOf(probe: Probe, build: Build): string | undefined {
  return probe.answers?.[build] ?? probe.answers?.[BUILDS[0]];
}

/** Differences that are known, with the reason of each; the keys are `<build> <probe id>`. */
export function knownDifferences(): Record<string, string> {
  return JSON.parse(readFileSync(path.join(FOLDER, 'known-differences.json'), 'utf8')) as Record<
    string,
    string
  >;
}
