/** What the laptop asks the REPL, and where in the console's bytes the answers stand. */
import { ToolError } from '../../errors.ts';
import { END, START } from './side-channel.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the console's cursor escapes begin with ESC.
const CURSOR_ESCAPES = /\x1b\[[0-9;]*[A-Za-z]/g;
const RESULT = /^(=|Uncaught )([\s\S]*)/m;

export interface EngineRequests {
  /** Resolves when boot code has run. */
  booted(): Promise<void>;
  evaluate(code: string): Promise<string>;
  /** Variables in all, variables in use. */
  memory(): Promise<number[]>;
  /** Bytes of the console, which are an answer or the program's. */
  console(bytes: string): void;
  answer(kind: string, text: string): void;
  /** Rejects all pending requests. */
  close(): void;
}

interface Waiting {
  resolve(text: string): void;
  reject(error: Error): void;
}

/** `tell` runs a line without echo, `type` types at the console. */
export function engineRequests(
  notify: (code: string) => void,
  type: (bytes: string) => void,
  onConsole: (bytes: string) => void,
): EngineRequests {
  const waiting = new Map<string, Waiting>();
  let count = 0;
  let taken: string | null = null;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  const expect = (kind: string): Promise<string> =>
    new Promise((resolve, reject) => {
      if (isClosed) reject(noAnswer());
      else waiting.set(`${kind}${count}`, { resolve, reject });
    });
  const log = (kind: string, value = ''): string =>
    `print("${hex(START)}${kind}${count}"${value},"${hex(END)}")`;
  const ask = (kind: string, value = ''): Promise<string> => {
    count++;
    const answer = expect(kind);
    notify(log(kind, value));
    return answer;
  };

  const evaluate = async (code: string): Promise<string> => {
    count++;
    const begun = expect('b');
    const done = expect('e');
    notify(log('b'));
    type(`${code}\n`);
    notify(log('e'));
    const [, said] = await Promise.all([begun, done]);
    const text = said.replace(CURSOR_ESCAPES, '').replace(/\r/g, '').replace(/\n>?$/, '');
    const [, mark, value = ''] = RESULT.exec(text) ?? [];
    if (mark === undefined) return '';
    if (mark !== '=') throw new Error(`Uncaught ${value.trim()}`);
    return value.trim();
  };

  return {
    async booted() {
      await ask('s');
    },
    evaluate(code) {
      const answer = last.then(() => evaluate(code));
      last = answer.catch(() => {});
      return answer;
    },
    memory: async () =>
      (await ask('m', ',process.memory().total,process.memory().usage')).split(' ').map(Number),
    console(bytes) {
      if (taken === null) onConsole(bytes);
      else taken += bytes;
    },
    answer(kind, text) {
      const [number = '', ...rest] = text.trimEnd().split(' ');
      const key = `${kind}${number}`;
      const asker = waiting.get(key);
      waiting.delete(key);
      if (kind === 'b') taken = '';
      const answer = kind === 'e' ? (taken ?? '') : rest.join(' ');
      if (kind === 'e') taken = null;
      asker?.resolve(answer);
    },
    close() {
      isClosed = true;
      for (const { reject } of waiting.values()) reject(noAnswer());
      waiting.clear();
    },
  };
}

function noAnswer(): ToolError {
  return new ToolError('ENGINE_ENDED', 'virtual board: its interpreter exited before it answered.', {
    help: 'See its last output for the reason. Start the board again, or omit --engine to use the built-in engine.',
  });
}

function hex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
