/**
 * A document whose commands are run as a reader would. A fence "console 1" is what terminal 1 shows: lines behind `$ ` are
 * typed, the others have to come, in this order and with any figures and drawings; `...` stands for lines in between. A fence without a
 * command goes on with what runs in that terminal, and the line `^C` is Ctrl-C. A fence "json FILE" is a file that the reader
 * writes, a fence "diff FILE" an edit: lines behind `-` are there once, those behind `+` take their place.
 */

/** One fence of the document. */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'edit'; readonly name: string; readonly before: string; readonly after: string }
  | {
      readonly kind: 'terminal';
      readonly terminal: string;
      readonly turns: readonly Turn[];
    };

/** A command, '' for what runs already, `^C`, and the lines that have to come. */
export interface Turn {
  readonly command: string;
  readonly lines: readonly string[];
}

const FENCE = /^```(console|json|diff) (\S+)\n([\s\S]*?)^```$/gm;
const FIGURE = /\d+(?:[.,:]\d+)*/g;
/** A drawing shows figures as well. */
const DRAWING = /[⠀-⣿]+/g;

/** The fences of a document that a reader acts on, in order. */
export function stepsOf(markdown: string): Step[] {
  return [...markdown.matchAll(FENCE)].map(([, kind, name = '', text = '']) =>
    kind === 'json'
      ? { kind: 'file', name, text }
      : kind === 'diff'
        ? { kind: 'edit', name, before: linesBehind('-', text), after: linesBehind('+', text) }
        : { kind: 'terminal', terminal: name, turns: turnsOf(text) },
  );
}

function linesBehind(sign: string, text: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith(sign));
  return lines.map((line) => `${line.slice(1)}\n`).join('');
}

function turnsOf(text: string): Turn[] {
  const turns: { command: string; lines: string[] }[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const last = turns.at(-1);
    const command = line === '^C' ? line : line.startsWith('$ ') ? line.slice(2) : '';
    if (command.endsWith('\\') || last?.command.endsWith('\\'))
      throw new Error(`one line a command: ${line}`);
    if (command !== '') turns.push({ command, lines: [] });
    else if (last === undefined) turns.push({ command: '', lines: [line] });
    else last.lines.push(line);
  }
  return turns.map(({ command, lines }) => ({
    command,
    lines: lines.filter((line) => line !== '...' && line.trim() !== ''),
  }));
}

/** The first of `lines` that does not come after the ones before it in `output`, and how far the others reach. */
export function firstMissing(
  lines: readonly string[],
  output: string,
  from: number,
): { readonly missing: string | undefined; readonly end: number } {
  let end = from;
  for (const line of lines) {
    const match = new RegExp(patternOf(line), 'g');
    match.lastIndex = end;
    if (match.exec(output) === null) return { missing: line, end };
    end = match.lastIndex;
  }
  return { missing: undefined, end };
}

/** Any figures and drawings pass; everything else is as shown. */
function patternOf(line: string): string {
  const words = line
    .trimEnd()
    .replace(DRAWING, '⠀')
    .split(FIGURE)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return words.join(String.raw`\d+(?:[.,:]\d+)*`).replaceAll('⠀', '[⠀-⣿]+');
}
