/** The command line from its arguments to an exit status. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { either } from '../aborted.ts';
import { cleanText } from '../text/clean-text.ts';
import { type Action, type Host, openSession } from './command-context.ts';
import { addBoards } from './commands/boards.ts';
import { addBuild } from './commands/build.ts';
import { addCheck } from './commands/check.ts';
import { addConnect } from './commands/connect.ts';
import { addEcho } from './commands/echo.ts';
import { addFind } from './commands/find.ts';
import { addFlash } from './commands/flash.ts';
import { addPorts } from './commands/ports.ts';
import { addRepl } from './commands/repl.ts';
import { addRescue } from './commands/rescue.ts';
import { addSend } from './commands/send.ts';
import { addServe } from './commands/serve.ts';
import { addSim } from './commands/sim.ts';
import { addStart } from './commands/start.ts';
import { addUpload } from './commands/upload.ts';
import { addWatch } from './commands/watch.ts';
import { graceOver, runsUntilStopped } from './endings.ts';
import { EXIT, type ExitStatus, exitStatusOf } from './exit-codes.ts';
import { failureObject, printFailure } from './findings.ts';
import { addCommonOptions, type CommonOptions } from './options.ts';

const COMMANDS = [
  addStart,
  addBuild,
  addCheck,
  addSim,
  addEcho,
  addServe,
  addConnect,
  addSend,
  addFind,
  addFlash,
  addUpload,
  addWatch,
  addRepl,
  addRescue,
  addPorts,
  addBoards,
];

/** Runs one command line; never rejects. */
export async function runCli(args: readonly string[], host: Host): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const program = createProgram(host, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    openSession(host, {}).output.failure(error);
    return exitStatusOf(error);
  }
}

function createProgram(host: Host, end: (status: ExitStatus) => void): Command {
  const program = new Command('tinwire')
    .description(
      'TypeScript firmware for ESP8266 and ESP32 boards running Espruino, with a virtual board to try it on',
    )
    .version(versionOf(host.root), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({
      subcommandTerm: (command) =>
        `${command.name()} ${command.usage().replace('[options]', '').trim()}`.trim(),
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      outputError: (text, write) => write(cleanText(usageText(text))),
    });

  function attach<Options>(command: Command, action: Action<Options & CommonOptions>): void {
    addCommonOptions(command);
    command.action(async () => {
      const options = command.opts<Options & CommonOptions>();
      const isUntilStopped = runsUntilStopped(command.name(), options);
      const { outputLost } = host;
      const signal = isUntilStopped && outputLost ? either(host.interrupt(), outputLost) : host.interrupt();
      let isHeeded = false;
      const interrupt = (): AbortSignal => {
        isHeeded = true;
        return signal;
      };
      const context = openSession({ ...host, interrupt }, options);
      const stopped = isUntilStopped ? EXIT.done : EXIT.interrupted;
      if (signal.aborted) return end(stopped);
      const grace = graceOver(signal, () => isHeeded);
      try {
        const status = await Promise.race([action(context, options, command.args), grace.done]);
        if (status === 'late') {
          context.output.endDrawing();
          if (isHeeded) context.output.note(`${command.name()}: did not end in time and was terminated.`);
          end(stopped);
        } else end(signal.aborted && status === EXIT.interrupted ? stopped : status);
      } catch (error) {
        context.output.endDrawing();
        if (signal.aborted && exitStatusOf(error) === EXIT.interrupted && stopped === EXIT.done) {
          end(EXIT.done);
          return;
        }
        printFailure(context.output, error);
        context.output.json(failureObject(error));
        end(exitStatusOf(error));
      } finally {
        grace.stop();
      }
    });
  }
  for (const add of COMMANDS) add(program, attach);
  return program;
}

/** Commander's `error: ...` and `(Did you mean ...?)` in the form that our own errors have. */
function usageText(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n');
  const suggestion = rest.map((line) => line.replace(/^\((.*)\)$/, '$1'));
  return `${[`tinwire: ${first.replace(/^error: /, '')}.`.replace(/([.!?])\.$/, '$1'), ...suggestion].join(' ')}\n         See tinwire --help or tinwire <command> --help.\n`;
}

function versionOf(root: string): string {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
