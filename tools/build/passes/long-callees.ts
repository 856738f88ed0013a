/**
 * A function that is called where it stands has no name, so the interpreter takes its whole text for one when it writes a
 * stack trace: a throw inside costs as many variables as the text is long, 700 for 5 kB on an ESP8266, and ends in OUT OF
 * MEMORY although the throw is caught. Called through `call` it is a function without a name, and the trace leaves it out.
 */
import type MagicString from 'magic-string';
import { isFunction, type Program } from '../syntax/program.ts';

/** Shorter texts are not worth the bytes and the C stack of a `call`. */
const MIN_LENGTH = 300;

/** Calls each function expression that is long, and called where it stands, through `call`. */
export function callLongCallees(program: Program, edit: MagicString): void {
  const own = program.nodes('ThisExpression');
  for (const { callee, arguments: args } of program.nodes('CallExpression')) {
    if (!isFunction(callee) || callee.end - callee.start < MIN_LENGTH) continue;
    // `call` would give it another `this`.
    if (own.some(({ start }) => start > callee.start && start < callee.end)) continue;
    const open = program.code.indexOf('(', callee.end);
    edit.appendRight(open + 1, args.length > 0 ? '0,' : '0');
    edit.appendRight(open, '.call');
  }
}
