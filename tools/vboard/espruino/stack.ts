/** Stack traces in the interpreter's form, found in JavaScript's own through the marks in the translated text. */
import type { Unit } from './transform/unit.ts';

interface Script {
  readonly unit: Unit;
  readonly lines: readonly string[];
}

const PREFIX = 'board-program:';
const FRAMES = 60;
const SHOWN = 60;
const BEFORE = 30;
const scripts = new Map<string, WeakRef<Script>>();
const holders = new WeakMap<Unit, Script>();
let serial = 0;

/** Remembers a translated text; returns the file name to run it under. */
export function registerScript(unit: Unit, code: string): string {
  serial += 1;
  const name = `${PREFIX}${serial}`;
  const script = { unit, lines: code.split('\n') };
  holders.set(unit, script);
  scripts.set(name, new WeakRef(script));
  return name;
}

interface Mark {
  readonly offset: number;
  readonly callee: string;
}

/** The last mark before a place in translated text. */
function markBefore(script: Script, line: number, column: number): Mark | undefined {
  const text = (script.lines[line - 1] ?? '').slice(0, column - 1);
  const end = text.lastIndexOf('*/');
  const start = text.lastIndexOf('/*', end);
  if (start < 0) return undefined;
  const [offset = '0', callee = ''] = text.slice(start + 2, end).split(':');
  return { offset: Number(offset), callee };
}

function lineAndColumn(text: string, offset: number): { line: number; column: number; start: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1, start };
}

/** The source line with a caret under `column`, cut to what the console shows. */
function pointed(source: string, offset: number): string {
  const { column, start } = lineAndColumn(source, offset);
  const end = source.indexOf('\n', start);
  let line = source.slice(start, end < 0 ? undefined : end);
  let caret = column;
  let lead = '';
  if (line.length > SHOWN && offset - start > BEFORE) {
    const skipped = offset - BEFORE - start;
    line = line.slice(skipped);
    lead = '...';
    caret += 3 - skipped;
  }
  const cut = line.trimEnd().length >= SHOWN ? `${line.slice(0, SHOWN)}...` : line.trimEnd();
  return `${lead}${cut}\n${' '.repeat(Math.max(0, caret - 1))}^\n`;
}

/** The outermost frame of a text that could not be read to its end. */
export function faultText(text: string, offset: number, from: { root: string; file: string }): string {
  const { line, column } = lineAndColumn(text, offset);
  const place = `${from.file}:${line}:${column}`;
  return `    at ${from.root === '' ? place : `${from.root} (${place})`}\n${pointed(text, offset)}`;
}

function frameText(unit: Unit, index: number | undefined, name: string, mark: Mark): string {
  const facts = index === undefined ? undefined : unit.functions[index];
  const source = facts ? unit.text.slice(facts.start, facts.end) : unit.text;
  const offset = facts ? Math.max(0, mark.offset - facts.start) : mark.offset;
  const whole = unit.traceFile === '' ? lineAndColumn(source, offset) : lineAndColumn(unit.text, mark.offset);
  const place = `${unit.traceFile}:${whole.line}:${whole.column}`;
  return `    at ${name === '' ? place : `${name} (${place})`}\n${pointed(source, offset)}`;
}

function describe(frames: readonly NodeJS.CallSite[]): string {
  let text = '';
  let pending: { unit: Unit; index: number | undefined; mark: Mark } | undefined;
  const flush = (name: string): void => {
    if (pending) text += frameText(pending.unit, pending.index, name, pending.mark);
    pending = undefined;
  };
  for (const frame of frames) {
    const file = frame.getFileName();
    const name = frame.getFunctionName() ?? '';
    if (!file?.startsWith(PREFIX)) {
      if (name.endsWith('native$')) flush('');
      continue;
    }
    const script = scripts.get(file)?.deref();
    if (!script) continue;
    const mark = markBefore(script, frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1);
    if (!mark) continue;
    flush(mark.callee);
    const index = /^f\$(\d+)$/.exec(name.split('.').at(-1) ?? '')?.[1];
    pending = { unit: script.unit, index: index === undefined ? undefined : Number(index), mark };
  }
  flush(pending?.index === undefined ? (pending?.unit.root ?? '') : '');
  return text;
}

/** Where the board's program now stands: `file:line:column`, the source line, and a caret under the place. */
function describePlace(frames: readonly NodeJS.CallSite[]): string {
  for (const frame of frames) {
    const file = frame.getFileName();
    const script = file?.startsWith(PREFIX) ? scripts.get(file)?.deref() : undefined;
    const mark = script && markBefore(script, frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1);
    if (!script || !mark) continue;
    const { text, file: name } = script.unit;
    const { line, column } = lineAndColumn(text, mark.offset);
    const lead = `${name}:${line}:${column}   `;
    const [source = '', caret = ''] = pointed(text, mark.offset).split('\n');
    return `${lead}${source}\n${' '.repeat(lead.length)}${caret}\n`;
  }
  return '';
}

/** As the debugger shows it. */
export function placeText(above: (...args: never[]) => unknown): string {
  return traced(above, describePlace);
}

/** The interpreter's stack text for where the board's program now stands. */
export function stackText(above: (...args: never[]) => unknown): string {
  return traced(above, describe);
}

function traced(
  above: (...args: never[]) => unknown,
  notify: (frames: readonly NodeJS.CallSite[]) => string,
): string {
  const holder: { stack?: unknown } = {};
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (_error, frames) => notify(frames);
  try {
    Error.captureStackTrace(holder, above);
    return String(holder.stack);
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
