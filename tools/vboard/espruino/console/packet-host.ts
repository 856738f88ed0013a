/** What packets ask of the interpreter, answered by the machine. */
import { parseExpressionAt } from 'acorn';
import { makeError } from '../errors.ts';
import { CONSOLE_FORM, type Form } from '../form.ts';
import { readJson } from '../json-reader.ts';
import { find } from '../lookup.ts';
import type { Machine } from '../machine.ts';
import { written } from '../print.ts';
import { readStorageFile } from '../storage-files.ts';
import { isPlain, type Obj } from '../values.ts';
import type { PacketHost } from './packets.ts';

const RELAXED_JSON: Form = {
  ...CONSOLE_FORM,
  pretty: false,
  lines: 'none',
  classNames: false,
  bareKeys: true,
  undefinedAsNull: true,
};
/** Names are cut silently. */
const NAME_BYTES = 28;
/** Where a stack trace leaves the packet for nobody: it has no outermost frame. */
const OUTERMOST = /(?:^|\n) {4}at :\d+:\d+\n[^\n]*\n *\^\n$/;

/** The packet's expression alone, in brackets where it would read as a statement; what stands behind it is left. */
function expressionOf(code: string): string | undefined {
  try {
    const { end } = parseExpressionAt(code, 0, { ecmaVersion: 2022, preserveParens: true });
    const text = code.slice(0, end);
    return /^\s*(?:\{|function\b|class\b)/.test(text) ? `(${text})` : text;
  } catch {
    return undefined;
  }
}

/** Without the console's own bytes, which the console adds. */
export function makePacketHost(machine: Machine): Omit<PacketHost, 'write'> {
  const { world, faults, events, e } = machine;
  let fault: { thrown: unknown } | undefined;

  const syntaxError = (code: string): Obj => {
    const word = /^\s*(\w+)/.exec(code)?.[1];
    const text = word ? `Got ${word} expected EOF` : 'Unexpected end of Input';
    const error = makeError(world, 'SyntaxError', text);
    error.stack = `    at :1:1\n${code}\n^\n`;
    return error;
  };
  const run = (code: string): unknown => {
    const expression = expressionOf(code);
    if (expression === undefined) throw syntaxError(code);
    return machine.run(expression, { file: '', root: '', scope: 'root' });
  };
  const keepFault = (thrown: unknown): void => {
    world.terminal.aside();
    if (isPlain(thrown) && typeof thrown.stack === 'string' && thrown.type !== 'SyntaxError') {
      thrown.stack = thrown.stack.replace(OUTERMOST, '');
    }
    fault = { thrown };
  };

  return {
    clock: machine.host.clock,
    evaluate(code) {
      try {
        return written(world, run(code), RELAXED_JSON);
      } catch (thrown) {
        keepFault(thrown);
        return undefined;
      }
    },
    reportFault() {
      const kept = fault;
      fault = undefined;
      if (kept) faults.report(kept.thrown);
    },
    readObject(text) {
      try {
        const found = readJson(world, text, true);
        return isPlain(found) ? found : undefined;
      } catch {
        return undefined;
      }
    },
    notify(event, fields) {
      if (!events.hasListener(e, event)) return false;
      events.emitNow(e, event, [Object.assign(Object.create(world.root) as Obj, fields)]);
      return true;
    },
    readFile: (name) => readStorageFile(machine.host, name.slice(0, NAME_BYTES)),
    writeFile(name, bytes, offset, sizeBytes) {
      try {
        const write = find(world, world.modules.get('Storage')?.() ?? {}, 'write');
        if (typeof write !== 'function') return false;
        write.call(undefined, name.slice(0, NAME_BYTES), bytes, offset, sizeBytes);
        return true;
      } catch (thrown) {
        world.terminal.aside();
        faults.keep(thrown);
        return false;
      }
    },
  };
}
