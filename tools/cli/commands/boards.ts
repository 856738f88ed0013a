import Table from 'cli-table3';
import type { Command } from 'commander';
import type { Board } from '../../boards/board.ts';
import type { Attach } from '../command-context.ts';
import { EXIT } from '../exit-codes.ts';
import { jsonOption } from '../options.ts';

const COLUMNS: readonly (readonly [string, (board: Board) => string])[] = [
  ['board', (board) => board.id],
  ['name', (board) => board.name],
  ['variables', (board) => variablesText(board)],
  ['Storage', (board) => `${(board.chip.storage.pages * board.chip.storage.pageSizeBytes) / 1024} kB`],
  ['OLED SDA/SCL', (board) => oledText(board)],
];

/** Keeps the table within 80 columns. */
const NAME_WIDTH = 24;

/** `tinwire boards`: the boards, and what each cannot do. */
export function addBoards(program: Command, attach: Attach): void {
  const command = program
    .command('boards')
    .summary('list supported boards')
    .description('List the boards that images can be built for, with the limits of each.')
    .addOption(jsonOption())
    .addHelpText('after', '\nExamples:\n  tinwire boards\n  tinwire boards --json');
  attach(command, async ({ output }) => {
    const { loadBoards } = await import('../../boards/load.ts');
    const boards = loadBoards();
    output.json({ boards });
    const table = new Table({
      head: COLUMNS.map(([title]) => output.paint.bold(title)),
      colWidths: [null, NAME_WIDTH, null, null, null],
      wordWrap: true,
      style: { head: [], border: [], compact: true },
    });
    for (const board of boards) table.push(COLUMNS.map(([, show]) => show(board)));
    output.result(table.toString());
    output.result('variables: with Bluetooth on (default)/off; ~ not measured.');
    for (const board of boards.filter(({ cannot }) => cannot.length > 0)) {
      output.result(`\n${output.paint.bold(board.id)} does not support:`);
      for (const line of board.cannot) output.result(`  - ${line}`);
    }
    return EXIT.done;
  });
}

function variablesText({ chip: { variables } }: Board): string {
  const { count, withoutBluetooth, isMeasured } = variables;
  const counts = [count, ...(withoutBluetooth === undefined ? [] : [withoutBluetooth])].join('/');
  return isMeasured === false ? `~${counts}` : counts;
}

function oledText({ display }: Board): string {
  if (display === null) return 'none';
  return `${display.controller} ${display.sda}/${display.scl}`;
}
