/** A running interpreter: its console, its side channel and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ToolError } from '../../errors.ts';
import { type SideMessage, sideChannel } from './side-channel.ts';

/** Without echo for this line. */
const QUIET = '\x10';
/** Ctrl-C leaves the line, too. */
const LINE_ENDS = ['\r', '\n', '\x03'];

export interface InterpreterProcess {
  readonly pid: number;
  /** Bytes typed at the console. */
  type(bytes: string): void;
  /** Runs a line without echo, once what was typed before is a whole line. */
  notify(code: string): void;
  /** Power off; resolves when the process is gone. Calling it twice is harmless. */
  stop(): Promise<void>;
  /** Resolves when the process has ended, for any reason. */
  readonly ended: Promise<void>;
}

export interface ProcessEvents {
  onConsole(bytes: string): void;
  onMessage(message: SideMessage): void;
}

/** Starts `binary` in `folder`, where its Storage lies in `espruino.flash`. Throws INTERPRETER_START. */
export async function startProcess(
  binary: string,
  folder: string,
  events: ProcessEvents,
): Promise<InterpreterProcess> {
  // Its input stays open: an interpreter at the end of its input reads 0xFF forever.
  const child = spawn(binary, [], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  // Left behind, it would find its input at the end.
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      process.off('exit', onExit);
      resolve();
    }),
  );
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new ToolError('INTERPRETER_START', `${binary}: cannot be started.`, {
      help: 'Use the path of Espruino built for Linux.',
      cause,
    });
  }
  const take = sideChannel(events.onConsole, events.onMessage);
  child.stdout.setEncoding('latin1').on('data', take);
  // A line to a process that has just ended is lost, as on a board without power.
  child.stdin.on('error', () => {});
  let isInLine = false;
  let waiting: string[] = [];
  const send = (bytes: string): void => {
    if (child.exitCode === null && !child.killed) child.stdin.write(bytes, 'latin1');
  };
  return {
    pid: child.pid ?? 0,
    ended,
    type(bytes) {
      if (bytes === '') return;
      send(bytes);
      isInLine = !LINE_ENDS.some((end) => bytes.endsWith(end));
      if (isInLine) return;
      for (const line of waiting) send(line);
      waiting = [];
    },
    notify(code) {
      const line = `${QUIET}${Buffer.from(code).toString('latin1')}\n`;
      if (isInLine) waiting.push(line);
      else send(line);
    },
    stop: () => stop(child, ended),
  };
}

/** It has nothing to tidy up, and as long as a program runs it does not hear SIGTERM. */
async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
