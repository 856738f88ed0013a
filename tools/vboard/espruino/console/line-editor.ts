/**
 * The line being typed, with its cursor, and the bytes that keep a terminal's picture of it true: each key answers with
 * what the interpreter sends for it (Espruino `src/jsinteractive.c`, 2v29.277).
 */
import { openBrackets } from './brackets.ts';
import { createHistory } from './history.ts';
import type { Key } from './keys.ts';
import { moves, movesBetween, offsetOf, positionOf } from './position.ts';

const ERASE_AFTER = '\x1b[J';
const TAB = '    ';

export interface LineEditorOptions {
  write(bytes: string): void;
  /** A complete line without the white space behind it; shown already, and no longer on the screen as input. */
  onLine(line: string): void;
}

export interface LineEditor {
  /** `echo(0)` and `echo(1)`. */
  isEcho: boolean;
  /** Just this line is neither echoed nor answered; holds until it has run. */
  isSilentLine: boolean;
  /** Stands before the `>`. */
  prompt: string;
  readonly isEmpty: boolean;
  key(key: Key): void;
  /** Takes the line off the screen, because something else is about to be printed. */
  remove(): void;
  /** Puts the line back when it is off the screen. */
  restore(): void;
  /** Forgets the line; `isShown`: takes it off the screen first. */
  clear(isShown: boolean): void;
  /** As at power-on: an empty line that counts as shown, no history. */
  powerOn(): void;
  /** Nothing is on the screen: the next `restore` shows the prompt. */
  setRemoved(): void;
  /** Lays the line aside for a packet, and takes it up again. */
  setAside(): void;
  takeUp(): void;
}

function withPrompts(text: string): string {
  return text.replaceAll('\n', '\r\n:');
}

/** An empty line behind a prompt that has not been shown. */
export function createLineEditor({ write, onLine }: LineEditorOptions): LineEditor {
  const history = createHistory();
  let text = '';
  let cursor = 0;
  let isRemoved = false;
  let isEcho = true;
  let isSilentLine = false;
  let historyIndex: number | undefined;
  let aside: string | undefined;

  const isEchoing = (): boolean => isEcho && !isSilentLine;
  const show = (bytes: string): void => {
    if (isEchoing() && !isRemoved) write(bytes);
  };
  const restOfLine = (): string => /^[^\n]*/.exec(text.slice(cursor))?.[0] ?? '';
  /** What stands behind the cursor, and one blank over what was there. */
  const redrawn = (): string => `${restOfLine()} ${'\b'.repeat(restOfLine().length + 1)}`;
  const put = (next: string): void => {
    text = next;
    historyIndex = undefined;
  };

  const insert = (typed: string): void => {
    const isAtEnd = cursor >= text.length;
    put(text.slice(0, cursor) + typed + text.slice(cursor));
    if (!isAtEnd) show(redrawn());
    cursor += typed.length;
    show(typed);
  };
  const erase = (isBack: boolean): void => {
    const at = isBack ? cursor - 1 : cursor;
    if (at < 0 || at >= text.length) return;
    const isNewLine = text.charAt(at) === '\n';
    if (isNewLine) show(isBack ? `${ERASE_AFTER}\b ${movesBetween(text, cursor, at)}` : ERASE_AFTER);
    put(text.slice(0, at) + text.slice(at + 1));
    cursor = at;
    if (isNewLine) show(withPrompts(text.slice(cursor)) + movesBetween(text, text.length, cursor));
    else show((isBack ? '\b' : '') + redrawn());
  };
  const replace = (line: string): void => {
    show(movesBetween(text, cursor, 0) + ERASE_AFTER + withPrompts(line));
    text = line;
    cursor = line.length;
  };
  const recall = (isBack: boolean): void => {
    const found = history.step(historyIndex, isBack);
    if (found === undefined && isBack) return;
    replace(found === undefined ? '' : history.at(found));
    historyIndex = found;
  };
  const upOrDown = (step: number): void => {
    if ((text.length === 0 || historyIndex !== undefined) && cursor === text.length) {
      recall(step < 0);
      return;
    }
    const from = positionOf(text, cursor);
    const line = Math.min(Math.max(from.line + step, 1), text.split('\n').length);
    cursor = offsetOf(text, { ...from, line });
    show(moves(from, positionOf(text, cursor)));
  };
  const page = (to: number): void => {
    const from = cursor;
    cursor = to;
    // The interpreter moves the cursor whether it echoes or not.
    write(movesBetween(text, from, to));
  };
  const step = (by: number): void => {
    const passed = by < 0 ? text.charAt(cursor - 1) : text.charAt(cursor);
    if (passed === '' || passed === '\n' || (by < 0 && cursor === 0)) return;
    cursor += by;
    show(by < 0 ? '\x1b[D' : '\x1b[C');
  };
  const home = (): void => {
    const start = text.lastIndexOf('\n', cursor - 1) + 1;
    const back = cursor === 0 ? 0 : cursor - start;
    cursor -= back;
    show('\b'.repeat(back));
  };
  const end = (): void => {
    const rest = restOfLine();
    cursor += rest.length;
    show(rest);
  };
  const newLine = (isRun: boolean): void => {
    if (text.slice(cursor).trim() !== '') {
      put(`${text.slice(0, cursor)}\n${text.slice(cursor)}`);
      show(ERASE_AFTER + withPrompts(text.slice(cursor)) + movesBetween(text, text.length, cursor + 1));
      cursor += 1;
    } else if (isRun && openBrackets(text) <= 0) {
      show('\r\n');
      if (!isSilentLine) isRemoved = true;
      const line = text.trimEnd();
      clear(false);
      onLine(line);
      if (isEcho && !isSilentLine) history.add(line);
      isSilentLine = false;
    } else {
      show('\r\n:');
      put(`${text}\n`);
      cursor += 1;
    }
  };
  const remove = (): void => {
    if (isRemoved) return;
    isRemoved = true;
    if (!isEchoing()) return;
    const over = editor.prompt === 'debug' ? '\b'.repeat(editor.prompt.length) : '';
    write(`${movesBetween(text, cursor, 0)}\r${ERASE_AFTER}${over}`);
  };
  const clear = (isShown: boolean): void => {
    if (text === '') return;
    if (isShown) remove();
    put('');
    cursor = 0;
  };

  const actions: Partial<Record<Key['kind'], () => void>> = {
    tab: () => insert(TAB),
    enter: () => newLine(true),
    'new-line': () => newLine(false),
    backspace: () => erase(true),
    delete: () => erase(false),
    left: () => step(-1),
    right: () => step(1),
    up: () => upOrDown(-1),
    down: () => upOrDown(1),
    home,
    end,
    'page-up': () => page(0),
    'page-down': () => page(text.length),
    'clear-line': () => clear(true),
    silent() {
      if (text === '') isSilentLine = true;
    },
  };
  const editor: LineEditor = {
    prompt: '',
    get isEcho() {
      return isEcho;
    },
    set isEcho(isOn) {
      isEcho = isOn;
    },
    get isSilentLine() {
      return isSilentLine;
    },
    set isSilentLine(isOn) {
      isSilentLine = isOn;
    },
    get isEmpty() {
      return text === '';
    },
    key(key) {
      if (key.kind === 'text') insert(key.text);
      else actions[key.kind]?.();
    },
    remove,
    restore() {
      if (!isRemoved) return;
      isRemoved = false;
      if (!isEchoing()) return;
      write(`${editor.prompt}>${withPrompts(text)}${movesBetween(text, text.length, cursor)}`);
    },
    clear,
    powerOn() {
      put('');
      cursor = 0;
      isRemoved = false;
      editor.prompt = '';
      isEcho = true;
      isSilentLine = false;
      history.clear();
    },
    setRemoved() {
      isRemoved = true;
    },
    setAside() {
      aside = text;
      text = '';
    },
    takeUp() {
      text = aside ?? text;
      aside = undefined;
    },
  };
  return editor;
}
