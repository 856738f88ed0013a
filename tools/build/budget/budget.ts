/** What an image takes of its board, what is left, and who takes most when it is too much. */
import type { Board } from '../../boards/board.ts';
import { ToolError } from '../../errors.ts';
import { BOOT_FILE, type Image, type ModuleShare } from '../../image/image.ts';
import { isSlotFile, slotBytes } from '../../image/slots.ts';
import { BASE_VARIABLES } from './variables-model.ts';

/** One client's record, listeners and socket (measured on the 1,600-variable build: 39). */
const CLIENT_VARIABLES = 40;
/** What functions make at start, unseen by the estimate (54 to 82 measured with the default images), and 100 for work. */
const SPARE_VARIABLES = 200;
/** `tinwire.json` and `.wificfg` with their headers. */
const SETTINGS_BYTES = 2048;
/** Sockets in the budget: all that an ESP has; one listens, and one refuses a new client when the server is full. */
const MAX_SOCKETS = 10;
const OWN_SOCKETS = 2;
const CAUSES = 3;

/** One resource: `used + kept + left = limit`; `left` below 0 is too much. */
export interface Account {
  readonly used: number;
  /** Not for the image: clients, settings. */
  readonly kept: number;
  readonly limit: number;
  readonly left: number;
}

/** The image's accounts on one board. */
export interface Budget {
  readonly board: string;
  readonly modules: readonly ModuleShare[];
  /** Storage files beside the script. */
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
  /** In use before the program loads. */
  readonly baseVariables: number;
  readonly variables: Account;
  /** Variables of the board once its Bluetooth is switched off; `null`: the same, or not known. */
  readonly withoutBluetooth: number | null;
  /** false: the variables have not been measured on this chip, see `VariableFacts.source`. */
  readonly isMeasured: boolean;
  readonly storage: Account;
  /** What Storage is kept free for. */
  readonly storageKeptFor: string;
}

/** Reckons an image up against its board. */
export function budgetOf({ manifest }: Image, board: Board): Budget {
  const { chip } = board;
  const clients = Math.min(chip.sockets.count, MAX_SOCKETS) - OWN_SOCKETS;
  return {
    board: board.id,
    modules: manifest.modules,
    files: manifest.files.filter(({ name }) => name !== BOOT_FILE && !isSlotFile(name)),
    baseVariables: BASE_VARIABLES,
    variables: account(
      manifest.variables.estimated,
      clients * CLIENT_VARIABLES + SPARE_VARIABLES,
      chip.variables.count,
    ),
    withoutBluetooth: chip.variables.withoutBluetooth ?? null,
    isMeasured: chip.variables.isMeasured ?? true,
    storage: account(
      manifest.storage.usedBytes,
      SETTINGS_BYTES + (manifest.hasSlots ? slotBytes(manifest.imageBytes) : 0),
      manifest.storage.sizeBytes,
    ),
    storageKeptFor: manifest.hasSlots ? 'settings and the next image' : 'settings',
  };
}

/** @throws ToolError BUDGET_EXCEEDED that names the three largest causes of each account overdrawn. */
export function checkBudget(budget: Budget): void {
  const { modules, files, variables, storage, storageKeptFor } = budget;
  const byVariables = modules.map(({ name, variables: size }) => ({ name, size }));
  const byBytes = [
    ...modules.map(({ name, bytes: size }) => ({ name, size })),
    ...files.map(({ name, sizeBytes: size }) => ({ name: `Storage file ${name}`, size })),
  ];
  const lines = [
    ...overdrawn(variables, 'variables', 'clients and data', byVariables),
    ...overdrawn(storage, 'bytes of Storage', storageKeptFor, byBytes),
  ];
  if (lines.length > 0) {
    const { withoutBluetooth } = budget;
    const fits = withoutBluetooth !== null && variables.used + variables.kept <= withoutBluetooth;
    throw new ToolError('BUDGET_EXCEEDED', lines.map((line) => `${budget.board} image: ${line}`).join('\n'), {
      help: `Remove a feature from the entry point, or use a larger board.${fits && storage.left >= 0 ? ' With Bluetooth off it fits: tinwire build --no-bluetooth.' : ''}`,
    });
  }
}

/** The table after a build, one line a row: modules, sums, what is left. */
export function formatBudget(budget: Budget): string[] {
  const { modules, files, baseVariables, variables, storage, storageKeptFor } = budget;
  const bytes = modules.reduce((sum, module) => sum + module.bytes, 0);
  const rows = [
    ['module', 'bytes', 'variables'],
    ...modules.map((module) => [module.name, grouped(module.bytes), grouped(module.variables)]),
    ['the interpreter itself', '', grouped(baseVariables)],
    ['sum', grouped(bytes), grouped(variables.used)],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const table = rows.map(([name = '', ...figures]) =>
    [
      name.padEnd(widths[0] ?? 0),
      ...figures.map((figure, index) => figure.padStart(widths[index + 1] ?? 0)),
    ].join('  '),
  );
  const beside = files.map(({ name, sizeBytes }) => `${name} ${grouped(sizeBytes)}`).join(', ');
  return [
    ...table,
    `variables: ${sentence(variables, 'clients and data')} (estimated)`,
    ...aboutCount(budget),
    `Storage bytes: ${sentence(storage, storageKeptFor)}${beside ? ` (${beside})` : ''}`,
  ];
}

/** What is to know of the count itself, where the firmware's build does not fix it. */
function aboutCount({ board, variables: { limit }, withoutBluetooth, isMeasured }: Budget): string[] {
  return [
    ...(withoutBluetooth === null
      ? []
      : [
          `${board} has ${grouped(limit)} variables with Bluetooth on (the default), and ${grouped(withoutBluetooth)} with Bluetooth off.`,
        ]),
    ...(isMeasured ? [] : [`${grouped(limit)} variables are assumed: not yet measured on this chip.`]),
  ];
}

function account(used: number, kept: number, limit: number): Account {
  return { used, kept, limit, left: limit - kept - used };
}

function sentence({ used, kept, limit, left }: Account, keptFor: string): string {
  const rest = left < 0 ? `${grouped(-left)} over budget` : `${grouped(left)} left`;
  return `${grouped(used)} of ${grouped(limit)} used, ${grouped(kept)} reserved for ${keptFor}, ${rest}`;
}

function overdrawn(
  { used, kept, limit, left }: Account,
  unit: string,
  keptFor: string,
  causes: readonly { name: string; size: number }[],
): string[] {
  if (left >= 0) return [];
  const largest = [...causes]
    .sort((a, b) => b.size - a.size)
    .slice(0, CAUSES)
    .map(({ name, size }) => `${name} ${grouped(size)}`);
  return [
    `${grouped(used)} ${unit}, but only ${grouped(limit - kept)} are available (${grouped(limit)} minus ${grouped(kept)} for ${keptFor}). Largest: ${largest.join(', ')}.`,
  ];
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
