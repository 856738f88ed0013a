/** The commands that begin with a dot: what they do, and `.help`, from one table. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Board } from '../../boards/board.ts';
import { loadBoards } from '../../boards/load.ts';
import { lowerSource } from '../../build/compile/lower-source.ts';
import { literal } from '../../console/exec.ts';
import { readStored } from '../../console/read-file.ts';
import { storeFile, sumOf } from '../../console/store-file.ts';
import { ToolError } from '../../errors.ts';
import { checkSettingsSize } from '../../image/settings-files.ts';
import { bytesOf, textOf } from '../../protocol/byte-text.ts';
import { checkName, checkStorable } from '../../protocol/storage-image.ts';
import { refuseEndless } from '../../regular-file.ts';
import { cleanLine } from '../../text/clean-text.ts';
import { hideSecrets } from '../../text/hide-secrets.ts';
import type { CommandContext } from '../command-context.ts';
import type { Conversation } from './conversation.ts';

/** A restart, and the program's own start after it. */
const RESTART_MS = 10_000;

interface DotCommand {
  readonly usage: string;
  readonly summary: string;
  /** Words behind the name: at least, at most. */
  readonly words: readonly [number, number];
  run(context: CommandContext, talk: Conversation, words: readonly string[]): Promise<'exit' | 'next'>;
}

const COMMANDS: Readonly<Record<string, DotCommand>> = {
  '.help': command('.help', 'show this list', [0, 0], async ({ output }) => {
    const width = Math.max(...Object.values(COMMANDS).map(({ usage }) => usage.length));
    for (const { usage, summary } of Object.values(COMMANDS))
      output.result(`${usage.padEnd(width)}  ${summary}`);
  }),
  '.load': command('.load <file>', 'run a .ts or .js file, compiled for the board', [1, 1], load),
  '.reset': command('.reset', 'restart the program on the board', [0, 0], async (_session, { line }) => {
    await line.exclusive((link) => link.send('\x10load()\n'));
    await line.resync(RESTART_MS);
  }),
  '.memory': command('.memory', 'show variables used and free', [0, 0], async ({ output }, { line }) => {
    const { usage, total } = await line.evaluate<{ usage: number; total: number }>('process.memory()');
    output.result(`${usage} of ${total} variables used, ${total - usage} free`);
  }),
  '.files': command('.files', "list the files in the board's Storage", [0, 0], listFiles),
  '.files read': command(
    '.files read <name> [to]',
    'print a file, or copy it to this computer',
    [1, 2],
    readOne,
  ),
  '.files write': command(
    '.files write <name> <from>',
    'copy a file to the board, verified',
    [2, 2],
    writeOne,
  ),
  '.files delete': command(
    '.files delete <name>',
    'erase a file on the board',
    [1, 1],
    async (_session, { line }, [name = '']) => {
      if ((await sumOf(line, storageName(name))) === null) throw missing(name);
      await line.exec(`require("Storage").erase(${literal(storageName(name))})`);
    },
  ),
  '.wifi': command('.wifi', 'show the network state of the board', [0, 0], (_session, talk) =>
    // Without the password, which the chip returns with the rest.
    talk.run(
      '(function(d){delete d.password;return {station:d,ip:require("Wifi").getIP().ip}})(require("Wifi").getDetails())',
    ),
  ),
  '.exit': {
    usage: '.exit',
    summary: 'leave (or press Ctrl-D)',
    words: [0, 0],
    run: async () => 'exit',
  },
};

/** Runs one. Rejects REPL_UNKNOWN, REPL_MISSING, SETTINGS_BAD, and what the board, the build and the files reject. */
export async function runDotCommand(
  context: CommandContext,
  talk: Conversation,
  input: string,
): Promise<'exit' | 'next'> {
  const [first = '', ...rest] = input.split(/\s+/);
  const isSecond = COMMANDS[`${first} ${rest[0] ?? ''}`] !== undefined;
  const found = COMMANDS[isSecond ? `${first} ${rest[0] ?? ''}` : first];
  const words = isSecond ? rest.slice(1) : rest;
  if (found === undefined) {
    throw new ToolError('REPL_UNKNOWN', `${first}: unknown command.`, { help: 'See .help.' });
  }
  if (words.length < found.words[0] || words.length > found.words[1]) {
    throw new ToolError(
      'REPL_INVALID',
      `${input}: ${words.length < found.words[0] ? 'missing argument' : 'too many arguments'}.`,
      { help: `Usage: ${found.usage}` },
    );
  }
  return found.run(context, talk, words);
}

function command(
  usage: string,
  summary: string,
  words: DotCommand['words'],
  run: (context: CommandContext, talk: Conversation, words: readonly string[]) => Promise<void>,
): DotCommand {
  return {
    usage,
    summary,
    words,
    async run(context, talk, given) {
      await run(context, talk, given);
      return 'next';
    },
  };
}

async function load(
  context: CommandContext,
  talk: Conversation,
  [name = '']: readonly string[],
): Promise<void> {
  const source = sourceText(await read(context, name), name);
  await talk.run(lowerSource(source, boardBehind(talk), name, { isCompressed: false }));
}

function sourceText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ToolError('REPL_ENCODING_BAD', `${name}: is not UTF-8.`, {
      help: 'Save it as UTF-8; some editors default to GBK or UTF-16.',
      cause,
    });
  }
}

/** The board that answers, whatever `--board` says: what is sent must suit the interpreter that runs it. */
function boardBehind({ line, board }: Conversation): Board {
  const name = line.firmware.board;
  if (board.chip.firmware.board === name) return board;
  return loadBoards().find(({ chip }) => chip.firmware.board === name) ?? board;
}

async function listFiles({ output }: CommandContext, { line }: Conversation): Promise<void> {
  const [files, freeBytes] = await line.evaluate<[[string, number][], number]>(
    '(function(S){return [S.list().map(function(n){return [n,(S.read(n)||"").length]}),S.getFree()]})(require("Storage"))',
  );
  const rows = files.map(([name, sizeBytes]) => [cleanLine(textOf(name)), String(sizeBytes)] as const);
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  for (const [name, size] of rows) output.result(`${name.padEnd(width)}  ${size.padStart(7)}`);
  output.result(`${freeBytes} bytes free`);
}

async function readOne(
  context: CommandContext,
  { line }: Conversation,
  words: readonly string[],
): Promise<void> {
  const [name = '', to] = words;
  const data = await readStored(line, storageName(name));
  if (to === undefined) {
    context.output.result(hideSecrets(new TextDecoder().decode(data)));
    return;
  }
  // It may be a settings file: readable only by the user.
  await writeFile(path.resolve(context.directory, to), data, { mode: 0o600 });
  context.output.note(`${to}: ${data.length} bytes`);
}

async function writeOne(
  context: CommandContext,
  { line }: Conversation,
  words: readonly string[],
): Promise<void> {
  const [name = '', from = ''] = words;
  const { output } = context;
  const data = await read(context, from);
  const bytes = storageName(name);
  checkStorable(bytes, data.length);
  checkSettingsSize({ name, data }, from);
  await storeFile(line, {
    name: bytes,
    data,
    now: await sumOf(line, bytes),
    base: null,
    onProgress: (doneBytes) => output.progress(`${name}: ${doneBytes} of ${data.length} bytes`),
  });
  output.progress('');
  output.note(`${name}: ${data.length} bytes, verified`);
}

/** As the board has names, one character a byte. Throws STORAGE_NAME. */
function storageName(name: string): string {
  const bytes = bytesOf(name);
  checkName(bytes);
  return bytes;
}

async function read(context: CommandContext, name: string): Promise<Buffer> {
  try {
    refuseEndless(path.resolve(context.directory, name));
    return await readFile(path.resolve(context.directory, name));
  } catch (cause) {
    throw new ToolError('REPL_UNREADABLE', `${name}: cannot be read.`, {
      help: 'Check the path.',
      cause,
    });
  }
}

function missing(name: string): ToolError {
  return new ToolError('FILE_MISSING', `${name}: not found on the board.`, { help: 'See .files.' });
}
