/** Runs the command line: the only place that sets the exit status. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from './cli/run.ts';

// `tinwire boards | head -1` closes the pipe early: that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const interrupt = new AbortController();
/** A second Ctrl-C ends the process as ever: the handlers are for one time each. */
function listenForInterrupt(): AbortSignal {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => interrupt.abort());
  return interrupt.signal;
}

process.exitCode = await runCli(process.argv.slice(2), {
  root: path.dirname(path.dirname(fileURLToPath(import.meta.url))),
  directory: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interrupt: listenForInterrupt,
});
