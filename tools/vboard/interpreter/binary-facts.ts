/** What kind of board a binary is: asked of the binary itself. */
import { rmSync } from 'node:fs';
import { ToolError } from '../../errors.ts';
import type { StorageArea } from '../../protocol/storage-image.ts';
import { startProcess } from './interpreter-process.ts';
import { makeWorkFolder } from './work-folder.ts';

const ANSWER_MS = 5000;
/** A Linux build keeps 256 kB in small pages, builds that stand for a chip have the pages of NOR flash. */
const LINUX_STORAGE_BYTES = 262_144;

export interface BinaryFacts {
  /** At boot; a build with resizable variables takes more when it needs them. */
  readonly variables: number;
  readonly storage: StorageArea;
  readonly modules: readonly string[];
  readonly version: string;
  /** `process.env.BOARD`, which its banner says. */
  readonly board: string;
}

const QUESTION =
  'print("\\x02f"+JSON.stringify([process.memory().total,require("Storage").getStats().totalBytes,process.env.MODULES,process.env.VERSION,process.env.BOARD])+"\\x03")';

const known = new Map<string, Promise<BinaryFacts>>();

/** Runs `binary` once and asks it; the answer is kept. Rejects with INTERPRETER_START or INTERPRETER_SILENT. */
export function factsOf(binary: string): Promise<BinaryFacts> {
  const asked = known.get(binary) ?? ask(binary);
  known.set(binary, asked);
  return asked;
}

async function ask(binary: string): Promise<BinaryFacts> {
  const [variables, totalBytes, modules, version, board] = JSON.parse(
    await answerOf(binary, QUESTION, null),
  ) as [number, number, string, string, string];
  const pageSizeBytes = totalBytes === LINUX_STORAGE_BYTES ? 1024 : 4096;
  return {
    variables,
    storage: { pageSizeBytes, pages: totalBytes / pageSizeBytes },
    modules: modules.split(','),
    version,
    board,
  };
}

/** Boots `binary` in a separate folder, runs `code`, and resolves to the text of the first message. */
export async function answerOf(
  binary: string,
  code: string,
  prepare: ((folder: string) => void) | null,
): Promise<string> {
  const folder = makeWorkFolder();
  prepare?.(folder);
  let onAnswer = (_text: string): void => {};
  let onSilence = (_error: Error): void => {};
  const answer = new Promise<string>((resolve, reject) => {
    onAnswer = resolve;
    onSilence = reject;
  });
  const limit = setTimeout(() => {
    onSilence(
      new ToolError('INTERPRETER_SILENT', `${binary}: no answer within ${ANSWER_MS / 1000} s.`, {
        help: 'Use the path of Espruino built for Linux, 2v29 or newer.',
      }),
    );
  }, ANSWER_MS);
  try {
    const running = await startProcess(binary, folder, {
      onConsole() {},
      onMessage: ({ kind, text }) => kind === 'f' && onAnswer(text),
    });
    running.notify(code);
    try {
      return await answer;
    } finally {
      await running.stop();
    }
  } finally {
    clearTimeout(limit);
    rmSync(folder, { recursive: true, force: true });
  }
}
