/** Runs the command line: the only place that sets the exit status. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EndSignal, SIGNAL_STATUS, statusAfter } from './cli/endings.ts';
import { EXIT, type ExitStatus } from './cli/exit-codes.ts';
import { describe } from './cli/output.ts';
import { runCli } from './cli/run.ts';
import { systemFault } from './cli/system-fault.ts';

/** After a signal, longest wait for unread output, milliseconds. */
const FLUSH_MS = 300;
const SIGNALS = Object.keys(SIGNAL_STATUS) as EndSignal[];

/** Runs to the end of the process. `early`: signals that came while this file was loaded. */
export async function main(early: readonly EndSignal[]): Promise<void> {
  const interrupt = new AbortController();
  let signal: EndSignal | null = null;
  let outputFault: string | null = null;

  const onSignal = (name: EndSignal): void => {
    // A second signal means that the user does not want to wait.
    if (signal !== null) process.exit(SIGNAL_STATUS[name]);
    signal = name;
    interrupt.abort();
  };
  // They stay: log-update puts the cursor back and ends the process when there is no other listener.
  for (const name of SIGNALS) process.on(name, () => onSignal(name));
  for (const name of early.slice(0, 1)) onSignal(name);

  const outputLost = new AbortController();
  // A job goes on without it; a command that runs until stopped would have no reader.
  process.stdout.on('error', (error) => {
    if (outputFault !== null) return;
    outputFault = (systemFault(error, 'stdout') ?? error).message;
    process.stderr.write(`tinwire: ${outputFault}\n`);
    outputLost.abort();
  });
  process.stderr.on('error', () => {});
  const onFault = (error: unknown): void => {
    const { message, help } = describe(error);
    process.stderr.write(`tinwire: ${message}\n${help === undefined ? '' : `         ${help}\n`}`);
    if (process.argv.includes('--verbose')) process.stderr.write(`${(error as Error)?.stack ?? ''}\n`);
    process.exit(EXIT.failed);
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);

  const status: ExitStatus = await runCli(process.argv.slice(2), {
    root: path.dirname(path.dirname(fileURLToPath(import.meta.url))),
    directory: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    interrupt: () => interrupt.signal,
    outputLost: outputLost.signal,
  });
  await flushed(signal !== null);
  process.exit(outputFault !== null && status === EXIT.done ? EXIT.failed : statusAfter(status, signal));
}

/** Resolves when what was printed is on its way. */
function flushed(isHurried: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isHurried) setTimeout(resolve, FLUSH_MS);
    process.stdout.write('', () => process.stderr.write('', () => resolve()));
  });
}
