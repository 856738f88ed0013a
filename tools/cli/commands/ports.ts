import type { Command } from 'commander';
import type { Attach } from '../command-context.ts';
import { EXIT } from '../exit-codes.ts';
import { jsonOption } from '../options.ts';

/** `tinwire ports`: where a board may be plugged in. */
export function addPorts(program: Command, attach: Attach): void {
  const command = program
    .command('ports')
    .summary('list serial ports')
    .description('List the serial ports of this computer, likely boards first.')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExit status: 0 a likely board was found, 3 none.\n\nExamples:\n  tinwire ports\n  tinwire ports --json',
    );
  attach(command, async ({ output }) => {
    const [{ listPorts }, { portText }] = await Promise.all([
      import('../../transport/list.ts'),
      import('../flash/choose-port.ts'),
    ]);
    const ports = await listPorts();
    output.json({ ports });
    for (const port of ports) output.result(`${port.isCandidate ? '*' : ' '} ${portText(port)}`);
    if (ports.some(({ isCandidate }) => isCandidate)) return EXIT.done;
    output.note('No board found. Check the cable (some are charge-only) and the driver of the serial chip.');
    return EXIT.noBoard;
  });
}
