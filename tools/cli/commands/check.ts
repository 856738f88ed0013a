import type { Command } from 'commander';
import type { Attach } from '../command-context.ts';
import { EXIT } from '../exit-codes.ts';
import { countText, findingText } from '../findings.ts';
import { boardOption, jsonOption } from '../options.ts';

interface CheckOptions {
  readonly board: string;
}

/** `tinwire check`: would a board's interpreter run these files as they are written? */
export function addCheck(program: Command, attach: Attach): void {
  const command = program
    .command('check')
    .summary('check whether a board would run a file as written')
    .description(
      "Check files against the dialect of a board's interpreter: TypeScript as lowered by the build, JavaScript unchanged.",
    )
    .argument('<file...>', 'TypeScript or JavaScript files')
    .addOption(boardOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit status: 0 accepted, 5 rejected.

Examples:
  tinwire check firmware/echo/echo.ts
  tinwire check --board esp8266-1mb sketch.js other.js
  tinwire check --json sketch.ts`,
    );
  attach<CheckOptions>(command, async ({ output, directory }, options, files) => {
    const [{ findBoard }, { checkFiles }] = await Promise.all([
      import('../../boards/load.ts'),
      import('../../build/check-files.ts'),
    ]);
    const board = findBoard(options.board);
    const findings = await checkFiles(files, board, directory);
    const isAccepted = findings.every(({ severity }) => severity !== 'error');
    output.json({ board: board.id, files, isAccepted, findings });
    for (const finding of findings) output.result(findingText(finding, output.paint));
    const what = files.length === 1 ? files[0] : `${files.length} files`;
    if (isAccepted)
      output.result(
        `${what}: accepted for ${board.id}${findings.length > 0 ? `, ${countText(findings)}` : ''}.`,
      );
    else output.note(`${what}: rejected for ${board.id}, ${countText(findings)}.`);
    return isAccepted ? EXIT.done : EXIT.refused;
  });
}
