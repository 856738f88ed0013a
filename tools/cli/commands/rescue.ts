import { type Command, Option } from 'commander';
import type { Attach } from '../command-context.ts';
import { consolePassword } from '../console-password.ts';
import { EXIT } from '../exit-codes.ts';
import { jsonOption } from '../options.ts';

interface RescueFlags {
  readonly port?: string;
  readonly yes?: boolean;
}

/** `tinwire rescue`: the prompt of a board that loops. */
export function addRescue(program: Command, attach: Attach): void {
  const command = program
    .command('rescue')
    .summary('recover a board whose program loops')
    .description(
      'Reset the board up to four times, if the line can, and stop the program between its start and its first timer: running code on a chip cannot be interrupted. With --yes, abandon the current image so that the previous one boots next.',
    )
    .addOption(new Option('-p, --port <name>', 'serial port, tcp://host:port or rfc2217://host:port'))
    .addOption(new Option('-y, --yes', 'abandon the image that boots now'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit status: 0 the board shows a prompt, 1 the program cannot be stopped
from here, 3 no board.

Examples:
  tinwire rescue
  tinwire rescue --port /dev/ttyUSB0 --yes`,
    );
  attach<RescueFlags>(command, async (context, flags) => {
    const { output } = context;
    const [{ recoverBoard, dropBootCode }, { openTransport }, { findPort }] = await Promise.all([
      import('../../console/recover.ts'),
      import('../../transport/open.ts'),
      import('../flash/choose-port.ts'),
    ]);
    const signal = context.interrupt();
    const name = await findPort(context.directory, flags.port);
    const transport = await openTransport(name, { signal });
    try {
      const line = await recoverBoard(transport, signal, undefined, consolePassword(context));
      const dropped = flags.yes === true ? await dropBootCode(line) : null;
      output.json({ port: name, firmware: line.firmware, dropped });
      output.result(`${name} has a prompt: Espruino ${line.firmware.version} on ${line.firmware.board}`);
      if (dropped !== null) output.result(`${dropped} will no longer boot`);
      else if (flags.yes === true) output.result('The board has no image to boot; run tinwire upload.');
      else output.note('The same image boots next time; use --yes to abandon it.');
      return EXIT.done;
    } finally {
      await transport.close();
    }
  });
}
