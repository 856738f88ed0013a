/**
 * `debug>`: where Ctrl-C in running code leads on Linux. The program cannot be held in the middle
 * of a call here: it has been left already, so looking around works and going on does not.
 */
import type { Machine } from '../machine.ts';
import { placeText } from '../stack.ts';
import type { LineEditor } from './line-editor.ts';
import type { Repl } from './repl.ts';

const HELP = [
  'Commands:',
  'help / h           - these lines',
  'quit / q / Ctrl-C  - leave, and end the code that was stopped',
  'reset              - start afresh without the hardware',
  'print ... / p ...  - show the value of an expression',
  '',
].join('\n');
const GO_ON = new Set(['continue', 'c', 'next', 'n', 'step', 's', 'finish', 'f']);
const CANNOT_GO_ON = 'A virtual board cannot go on with code that was stopped. Leave with quit.\n';
const NO_COMMAND = "In debug mode: Expected a simple ID, type 'help' for more info.\n";

export interface DebuggerParts {
  readonly editor: LineEditor;
  readonly repl: Repl;
  reset(): void;
}

export interface Debugger {
  readonly canOpen: boolean;
  readonly isOpen: boolean;
  /** Shows where the program stands; the program is to be left with the kind that is returned. */
  open(): 'debugger';
  run(line: string): void;
  close(): void;
}

export function createDebugger(machine: Machine, { editor, repl, reset }: DebuggerParts): Debugger {
  const { world, loop, faults, host } = machine;
  let isOpen = false;
  const write = (text: string): void => world.write(text.replaceAll('\n', '\r\n'));
  const print = (code: string): void => {
    try {
      write(`=${repl.show(repl.value(code), false)}\n`);
    } catch {
      write('=undefined\n');
    }
  };
  const gdb: Debugger = {
    canOpen: host.board.chip.family === 'LINUX',
    get isOpen() {
      return isOpen;
    },
    open() {
      editor.clear(true);
      editor.remove();
      editor.isEcho = true;
      editor.isSilentLine = false;
      isOpen = true;
      editor.prompt = 'debug';
      loop.hold(true);
      write(placeText(gdb.open));
      return 'debugger';
    },
    run(line) {
      const [command = '', ...rest] = line.trim().split(/\s+/);
      if (command === 'quit' || command === 'q') gdb.close();
      else if (command === 'reset') {
        gdb.close();
        reset();
      } else if (command === 'help' || command === 'h') write(HELP);
      else if (command === 'print' || command === 'p') print(rest.join(' '));
      else write(GO_ON.has(command) ? CANNOT_GO_ON : NO_COMMAND);
    },
    close() {
      if (!isOpen) return;
      editor.remove();
      isOpen = false;
      editor.prompt = '';
      faults.leaveDebugger();
      loop.hold(false);
    },
  };
  return gdb;
}
