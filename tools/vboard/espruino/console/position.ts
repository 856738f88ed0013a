/** Lines and columns of a typed text, and the terminal's words for going from one place to another. */

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The offset at a line and column; a shorter line's end, or the text's. */
export function offsetOf(text: string, { line, column }: Position): number {
  const lines = text.split('\n');
  if (line > lines.length) return text.length;
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return start + Math.min(column - 1, lines[line - 1]?.length ?? 0);
}

/** Escape sequences that move the cursor: columns first, as the interpreter sends them. */
export function moves(from: Position, to: Position): string {
  const across = to.column - from.column;
  const down = to.line - from.line;
  return (
    (across > 0 ? '\x1b[C' : '\x1b[D').repeat(Math.abs(across)) +
    (down > 0 ? '\x1b[B' : '\x1b[A').repeat(Math.abs(down))
  );
}

/** Moves between two offsets of a text. */
export function movesBetween(text: string, from: number, to: number): string {
  return from === to ? '' : moves(positionOf(text, from), positionOf(text, to));
}
