/**
 * A statement's output, separated from the error that may end it: the interpreter prints `Uncaught ` and a trace into
 * the same stream, and only the statement's end says whether it was its own error or words of the program.
 */

const ERROR = 'Uncaught ';
/** A program may print something like an error and then continue forever. */
const MAX_HELD = 20_000;

/** Takes output in any cut. */
export interface PrintedReader {
  /** What the program printed for certain; what may be the last error is kept back. */
  take(bytes: string): string;
  /** The rest: what was printed, then the error; without an error all of it was printed. */
  end(hasThrown: boolean): { printed: string; trace: string };
}

/** At the start of a line. */
export function printedReader(): PrintedReader {
  let held = '';
  let isLineStart = true;
  /** The held text begins with the word, at the start of a line or behind text without a line end. */
  let isError: 'no' | 'line' | 'inside' = 'no';

  /** Gives away what is before `at`, which begins `next`. */
  function release(at: number, next: typeof isError): string {
    const printed = held.slice(0, at);
    if (printed !== '') isLineStart = printed.endsWith('\n');
    held = held.slice(at);
    isError = next;
    return printed;
  }

  function lastLineError(from: number): number {
    const at = held.lastIndexOf(`\n${ERROR}`);
    if (at >= from) return at + 1;
    return from === 0 && isLineStart && held.startsWith(ERROR) ? 0 : -1;
  }

  return {
    take(bytes) {
      held += bytes;
      const onLine = lastLineError(isError === 'no' ? 0 : 1);
      let printed = '';
      if (onLine >= 0) printed = release(onLine, 'line');
      else if (isError === 'no') {
        const inside = held.lastIndexOf(ERROR);
        printed = inside >= 0 ? release(inside, 'inside') : release(held.length - begunLength(held), 'no');
      }
      return held.length > MAX_HELD ? printed + release(held.length - begunLength(held), 'no') : printed;
    },
    end(hasThrown) {
      return hasThrown && isError !== 'no' ? { printed: '', trace: held } : { printed: held, trace: '' };
    },
  };
}

/** How much of the word the text's end may have begun. */
function begunLength(text: string): number {
  let length = Math.min(ERROR.length - 1, text.length);
  while (length > 0 && !ERROR.startsWith(text.slice(-length))) length--;
  return length;
}
