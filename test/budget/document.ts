/** `docs/budget.md`: what each feature costs in each image, and what was measured on an interpreter. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBoard } from '../../tools/boards/load.ts';
import { type Budget, budgetOf } from '../../tools/build/budget/budget.ts';
import { build } from '../../tools/build/build.ts';
import { BUILD_CACHE } from '../support/build-cache.ts';
import { featureCosts } from './features.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MEASURED = new URL('./measured.json', import.meta.url);

/** One image: a board, and its own entry or another. */
export interface Program {
  readonly board: string;
  readonly entry?: string;
}

/** Once the board listens, and with every place taken; without what stand-ins take. */
export interface Measured extends Program {
  readonly listening: number;
  readonly full: number | null;
}

/** What ships. */
export const PROGRAMS: readonly Program[] = [
  { board: 'esp8266-4mb' },
  { board: 'esp8266-1mb' },
  { board: 'esp8266-at' },
  ...['001/both', '003/udp', '003/tcp', '004/bridge', '004/clients'].map((name) => ({
    board: 'esp8266-4mb',
    entry: `firmware/tutorials/${name}.ts`,
  })),
  { board: 'esp32' },
  { board: 'mpython' },
];

/** A program's name for people. */
export function nameOf({ board, entry }: Program): string {
  return entry === undefined
    ? `\`${board}\``
    : `\`${path.basename(path.dirname(entry))}-${path.basename(entry, '.ts')}\` on \`${board}\``;
}

/** What was measured last. */
export function measured(): Measured[] {
  return JSON.parse(readFileSync(MEASURED, 'utf8'));
}

/** The whole document, built from the sources as they are. */
export async function budgetDocument(facts: readonly Measured[]): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-budget-'));
  const outDir = path.relative(ROOT, folder);
  const rows: { program: Program; budget: Budget; bytes: number }[] = [];
  try {
    for (const program of PROGRAMS) {
      const board = findBoard(program.board);
      const types = Promise.resolve([]);
      const { image, code } = await build({
        board,
        root: ROOT,
        outDir,
        entry: program.entry,
        types,
        cacheFolder: BUILD_CACHE,
      });
      rows.push({ program, budget: budgetOf(image, board), bytes: code.length });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const number = (value: number): string => value.toLocaleString('en');
  const lines = [
    '# What the firmware costs',
    '',
    'Variables are the scarcest resource of an ESP8266: it has 1,600 of 12 bytes. `tinwire build` counts those that an image uses,',
    'reserves 520 for clients and for work, and rejects an image that does not fit. `npm run budget` generates this page; with',
    '`ESPRUINO_BIN` it also measures.',
    '',
    '## Images',
    '',
    '| image | script, bytes | variables, estimated | for clients and work | left |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ program, bytes, budget: { variables } }) =>
        `| ${nameOf(program)} | ${number(bytes)} | ${number(variables.used)} of ${number(variables.limit)} | ${variables.kept} | ${number(variables.left)} |`,
    ),
    '',
    '## Features',
    '',
    'Bytes of the script, and estimated variables. Empty: not in this image.',
    '',
  ];
  const shown = rows.filter(({ program }) => program.entry === undefined);
  const costs = shown.map(({ budget }) => featureCosts(budget.modules));
  lines.push(
    `| feature | ${shown.map(({ program }) => nameOf(program)).join(' | ')} |`,
    `|---|${shown.map(() => '---|').join('')}`,
  );
  for (const feature of costs[0]?.keys() ?? []) {
    const cells = costs.map((cost) => cost.get(feature));
    lines.push(
      `| ${feature} | ${cells.map((cost) => (cost?.bytes ? `${number(cost.bytes)} B, ${number(cost.variables)}` : '')).join(' | ')} |`,
    );
  }
  lines.push(
    '',
    '## Measured',
    '',
    'On Espruino 2v29 for 32-bit Linux with the variables of the ESP8266 (1,600 of 12 bytes) and its Storage including the fonts,',
    'minus the variables of the stand-ins for the radio and the bus, which a chip has in C. "Server full" is with every client',
    'connected and Chinese text shown. More is in use than estimated because functions create variables at run time.',
    '',
    '| image | in use when listening | server full | then free |',
    '|---|---|---|---|',
    ...facts.map((fact) => {
      const limit = findBoard(fact.board).chip.variables.count;
      const max = fact.full ?? fact.listening;
      return `| ${nameOf(fact)} | ${number(fact.listening)} | ${fact.full === null ? 'not measured' : number(fact.full)} | ${number(limit - max)} |`;
    }),
  );
  return `${lines.join('\n')}\n`;
}
