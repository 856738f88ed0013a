/** One program text while it is translated, and what the running program needs to know of it. */

/** A function of the program, as its text has it. */
export interface FunctionFacts {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Offsets of the body's text: from its first token to its closing brace. */
  readonly start: number;
  readonly end: number;
  /** The text begins after a `return`: an arrow's expression, or a body whose first word it is. */
  readonly isReturn: boolean;
  readonly isArrow: boolean;
  /** An arrow that names `this` in its text keeps the `this` it was made with. */
  readonly keepsThis: boolean;
}

/** A program text: where it came from and its functions, by index. */
export interface Unit {
  readonly text: string;
  /** Name of the outermost frame in stack traces, e.g. `[raw]`; may be empty. */
  readonly root: string;
  /** Storage file that the text runs from; empty for text in RAM. */
  readonly file: string;
  /** The same as stack traces name it; empty: they count from the start of the function's text. */
  readonly traceFile: string;
  readonly functions: FunctionFacts[];
  readonly hasUnicode: boolean;
  temporaries: number;
}

/** What a helper call carries so that a stack frame finds its place: offset, and the name of what is called. */
export function mark(offset: number, callee = ''): string {
  return `/*${offset}${callee === '' ? '' : `:${callee}`}*/`;
}

/** A string as JavaScript source that holds no mark. */
export function quote(text: string): string {
  return JSON.stringify(text)
    .replaceAll('*', '\\x2a')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** A name that no other temporary of this unit has. */
export function temporary(unit: Unit): string {
  unit.temporaries += 1;
  return `t${unit.temporaries}`;
}
