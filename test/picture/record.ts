/** A real run for the picture: `npm start` in one terminal, a client in a second one. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { pixelsOf, screenLines } from './screen-text.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TINWIRE = `${ROOT}/tools/tinwire.mjs`;
const FRAME = /^│([⠀-⣿]+)│$/;
const BORDER = /^[╭╰]/;
/** The screen is finished when it has not changed for so long; a client's line takes some 100 ms. */
const QUIET_MS = 2000;

/** What was typed and seen. */
export interface Recorded {
  /** Lines of each terminal, commands behind `$ `. */
  readonly terminals: readonly (readonly string[])[];
  /** The display from top to bottom, `#` lit and `.` dark. */
  readonly rows: readonly string[];
}

/** Runs both commands on TCP port 5001, which has to be free; `text` is what the client sends. */
export async function record(text: string): Promise<Recorded> {
  const board = spawn(process.execPath, [TINWIRE, 'start'], {
    cols: 100,
    rows: 50,
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  const isReady = new Promise<void>((resolve, reject) => {
    board.onData((data) => {
      output += data;
      if (/Sent [\s\S]*Measure:/.test(output)) resolve();
    });
    board.onExit(() => reject(new Error(`the board ended:\n${output}`)));
  });
  try {
    await isReady;
    const [, target = ''] = /connect tcp (\S+)/.exec(output) ?? [];
    const command = `echo '${text}' | npx tinwire connect tcp ${target}`;
    const typed = command.replace('npx tinwire', `"${process.execPath}" "${TINWIRE}"`);
    const { stdout } = await promisify(execFile)('bash', ['-c', typed]);
    await untilQuiet(() => output.length);
    const lines = screenLines(output);
    return {
      terminals: [
        ['$ npm start', ...lines.filter((line) => line !== '' && !FRAME.test(line) && !BORDER.test(line))],
        [`$ ${command}`, ...stdout.trimEnd().split('\n')],
      ],
      rows: pixelsOf(lines.flatMap((line) => FRAME.exec(line)?.[1] ?? [])),
    };
  } finally {
    board.kill('SIGINT');
  }
}

async function untilQuiet(size: () => number): Promise<void> {
  for (let before = -1; before !== size(); ) {
    before = size();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}
