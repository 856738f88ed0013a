/** A board that takes pieces of files: its helpers run here, its line may lose, change or delay what is sent. */
import { linkConsole } from '../../tools/console/console-link.ts';
import type { ConsoleSession } from '../../tools/console/open-console.ts';
import { ToolError } from '../../tools/errors.ts';
import { type JsonBoard, jsonSession } from './json-session.ts';
import { memoryTransport } from './memory-transport.ts';

/** What the line makes of a line of text; `null`: it gets lost. */
export type Line = (text: string, number: number) => string | null;

/** The session; `lines` are what was typed, without the bytes that only push others out. */
export function pieceBoard(board: JsonBoard & { readonly line?: Line; readonly reply?: Line } = {}) {
  const { line = (text) => text, reply = (text) => text } = board;
  const lines: string[] = [];
  let pushes = 0;
  let typed = '';
  let answers = 0;
  let unansweredBytes = 0;
  let mostUnansweredBytes = 0;
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      if (text === '\0') {
        pushes++;
        return;
      }
      unansweredBytes += text.length;
      mostUnansweredBytes = Math.max(mostUnansweredBytes, unansweredBytes);
      typed += text;
      if (!typed.endsWith('\n')) return;
      const whole = typed;
      typed = '';
      lines.push(whole);
      const arrived = line(whole, lines.length - 1);
      setImmediate(() => {
        unansweredBytes -= whole.length;
        if (arrived === null) return;
        const said = reply(found.type(arrived.replace('\x10', '')), answers++);
        if (said) deliver(Buffer.from(said, 'latin1'));
      });
    },
    close() {},
  });
  const found = jsonSession(board);
  const link = linkConsole(transport);
  const session = {
    ...found.session,
    transport,
    exclusive: async (act) => act(link),
    resync: async (timeoutMs, mayInterrupt) => {
      if (typed !== '') throw new ToolError('SESSION_TIMEOUT', 'board on memory: half a line.');
      // What was typed before has been read by then.
      await new Promise((resolve) => setImmediate(resolve));
      return found.session.resync(timeoutMs, mayInterrupt);
    },
  } satisfies ConsoleSession as ConsoleSession;
  return {
    ...found,
    session,
    link,
    transport,
    lines,
    pushes: () => pushes,
    mostUnansweredBytes: () => mostUnansweredBytes,
  };
}
