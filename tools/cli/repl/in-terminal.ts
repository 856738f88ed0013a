/** Input from a person: node:readline edits the line, the board's own words appear above it. */
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import { symbolsOf } from '../../boards/symbols.ts';
import { completionTarget, matchingNames, namesExpression } from '../../console/completion.ts';
import { ToolError } from '../../errors.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { printFailure } from '../findings.ts';
import type { Conversation } from './conversation.ts';
import { historyFile, MAX_LINES, readHistory, writeHistory } from './history.ts';
import { NEXT_LINE_MS, scriptReader } from './script-reader.ts';

const PROMPT = '> ';
const CONTINUATION = ': ';
const CTRL_C = Uint8Array.of(3);
/** A second Ctrl-C within this leaves. */
const TWICE_MS = 1_000;

/** Talks until Ctrl-D, `.exit` or Ctrl-C twice. Rejects SESSION_LOST. */
export async function runInTerminal(context: CommandContext, talk: Conversation): Promise<ExitStatus> {
  const { output, stdin, stdout, env } = context;
  const { line } = talk;
  const file = historyFile(env);
  let history: readonly string[] = readHistory(file);
  /** By what they are members of; kept until the line has run. */
  const names = new Map<string | null, readonly string[]>();
  const editor: Interface = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    prompt: PROMPT,
    history: [...history],
    historySize: MAX_LINES,
    removeHistoryDuplicates: true,
    completer: (text: string, done: (error: null, result: [string[], string]) => void) => {
      complete(talk, names, text).then(
        (result) => done(null, result),
        () => done(null, [[], text]),
      );
    },
  });
  let reader = scriptReader();
  let pasting: NodeJS.Timeout | undefined;
  let isRunning = false;
  let interruptedMs = Number.NEGATIVE_INFINITY;
  const above = (print: () => void): void => {
    clearLine(stdout, 0);
    cursorTo(stdout, 0);
    print();
    if (!isRunning) editor.prompt(true);
  };
  const stop = talk.onLine((text) => above(() => output.result(output.paint.dim(text))));
  editor.on('history', (lines: string[]) => {
    history = [...lines];
  });

  output.note(
    `Espruino ${line.firmware.version} on ${line.firmware.board}. Type .help for commands, press Ctrl-D to leave.`,
  );
  try {
    return await new Promise<ExitStatus>((resolve, reject) => {
      line.transport.onClose((fault) => reject(fault ?? lost(line.transport.name)));
      editor.on('close', () => resolve(EXIT.done));
      editor.on('SIGINT', () => {
        const now = performance.now();
        if (now - interruptedMs < TWICE_MS) {
          resolve(EXIT.interrupted);
          return;
        }
        interruptedMs = now;
        clearTimeout(pasting);
        reader = scriptReader();
        // While a statement runs its turn is not over, so that the byte goes past it.
        line.transport.write(CTRL_C).catch(reject);
        above(() =>
          output.note(
            'Sent Ctrl-C to clear the input line of the board. Press Ctrl-C again to leave; if the board loops, run tinwire rescue.',
          ),
        );
        if (!isRunning) {
          editor.setPrompt(PROMPT);
          editor.write(null, { ctrl: true, name: 'e' });
          editor.write(null, { ctrl: true, name: 'u' });
        }
      });
      let last: Promise<void> = Promise.resolve();
      editor.on('line', (text) => {
        clearTimeout(pasting);
        const inputs = reader.push(text);
        for (const input of inputs) run(input);
        // Nothing can be seen of a line that a paste goes on with.
        if (reader.isWhole) pasting = setTimeout(() => reader.flush().forEach(run), NEXT_LINE_MS);
        else if (inputs.length === 0) {
          editor.setPrompt(reader.isEmpty ? PROMPT : CONTINUATION);
          editor.prompt();
        }
      });
      const run = (whole: string): void => {
        names.clear();
        last = last.then(async () => {
          isRunning = true;
          try {
            if ((await talk.take(whole)) === 'exit') resolve(EXIT.done);
          } catch (error) {
            if (error instanceof ToolError && error.code === 'SESSION_LOST') reject(error);
            else if (error instanceof ToolError && error.code === 'BOARD_THREW')
              output.error(output.paint.red(error.help ?? error.message));
            else printFailure(output, error);
          }
          isRunning = false;
          editor.setPrompt(reader.isEmpty ? PROMPT : CONTINUATION);
          editor.prompt();
        });
      };
      editor.prompt();
    });
  } finally {
    clearTimeout(pasting);
    stop();
    editor.close();
    writeHistory(file, history);
  }
}

function lost(name: string): ToolError {
  return new ToolError('SESSION_LOST', `board on ${name}: connection lost.`, {
    help: 'Reconnect the cable and run the command again.',
  });
}

async function complete(
  { line, names: inSources }: Conversation,
  known: Map<string | null, readonly string[]>,
  text: string,
): Promise<[string[], string]> {
  const target = completionTarget(text);
  if (target === null) return [[], text];
  const { object, partial } = target;
  let names = known.get(object);
  if (names === undefined) {
    const found = await line.evaluate<string[]>(namesExpression(object));
    names =
      object === null ? [...found, ...symbolsOf(line.firmware.board).globals, ...inSources.keys()] : found;
    known.set(object, names);
  }
  return [matchingNames(names, partial), partial];
}
