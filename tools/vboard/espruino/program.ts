/** Runs program texts: check, translate, and run in a context of Node's vm that holds nothing else. */
import vm from 'node:vm';
import { makeError } from './errors.ts';
import type { Runtime } from './runtime.ts';
import { faultText, registerScript } from './stack.ts';
import { type TranslateOptions, translate } from './transform/translate.ts';
import type { Obj } from './values.ts';
import type { World } from './world.ts';

/** A finding of the dialect check: the text does not run, and says so on the console. */
export class Refused extends Error {
  readonly findings: readonly string[];
  constructor(findings: readonly string[]) {
    super(findings.join('\n'));
    this.findings = findings;
  }
}

export interface RunOptions extends Omit<TranslateOptions, 'hasUnicode' | 'traceFile'> {
  readonly self?: unknown;
  readonly args?: readonly unknown[];
  readonly scopes?: readonly Obj[];
}

export type RunProgram = (text: string, options: RunOptions) => unknown;

type Program = (
  $: Runtime,
  unit: unknown,
  self: unknown,
  args: readonly unknown[],
  scopes: readonly Obj[],
  fn: undefined,
) => unknown;

/** Where the reader of the text stands, in the interpreter's words for it. */
function syntaxMessage(error: SyntaxError, text: string): string {
  const { pos } = error as SyntaxError & { pos?: number };
  if (error.message.startsWith('Unterminated string')) return 'Got UNFINISHED STRING expected EOF';
  const rest = text.slice(pos ?? text.length).trimStart();
  const token = /^[\w$]+|^./.exec(rest)?.[0];
  if (token !== undefined)
    return `Got ${/^\d/.test(token) ? 'INT' : /^\w/.test(token) ? `ID:${token}` : `'${token}'`} expected EOF`;
  if (/\b(?:if|for|while|switch)\s*$/.test(text)) return "Got EOF expected '('";
  const isOpen = text.split('{').length > text.split('}').length;
  return isOpen ? "Got EOF expected '}'" : 'Unexpected end of Input';
}

export function createRunProgram(world: World, runtime: () => Runtime): RunProgram {
  const context = vm.createContext(Object.create(null) as vm.Context, {
    codeGeneration: { strings: false, wasm: false },
  });
  return (text, options) => {
    const findings = world.host.check(text, options.file);
    if (findings.length > 0) throw new Refused(findings);
    const { hasUnicode, hasMappedStorage } = world.host.board.chip;
    // A chip looks for the file at the addresses of its flash, and the text lies in the window that flash is mapped to:
    // read in the source (jslPrintPosition, jsfFindFileFromAddr), and seen on a build that maps Storage elsewhere, too.
    const traceFile = hasMappedStorage ? '' : options.file;
    let code: string;
    let unit: unknown;
    let name: string;
    try {
      const done = translate(text, { ...options, traceFile, hasUnicode });
      ({ code, unit } = done);
      name = registerScript(done.unit, code);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const fault = makeError(world, 'SyntaxError', syntaxMessage(error, text));
      const { pos = text.length } = error as SyntaxError & { pos?: number };
      fault.stack = faultText(text, pos, { root: options.root, file: traceFile }) + String(fault.stack ?? '');
      throw fault;
    }
    const program = new vm.Script(code, { filename: name }).runInContext(context) as Program;
    return program(
      runtime(),
      unit,
      options.self ?? world.global,
      options.args ?? [],
      options.scopes ?? [],
      undefined,
    );
  };
}
