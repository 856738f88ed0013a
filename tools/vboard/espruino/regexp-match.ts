/**
 * The interpreter's pattern matcher: one character at a time, `*` and `+` on single characters only, groups that are
 * mere marks, and `|` that is looked for in the rest of the pattern when something fails.
 */

/** What one match gives. */
export interface Match {
  readonly text: string;
  readonly groups: readonly string[];
  readonly index: number;
}

const MAX_GROUPS = 9;
const PLAIN_ESCAPES: Readonly<Record<string, string>> = {
  f: '\f',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
};
const CLASS_ESCAPES: Readonly<Record<string, RegExp>> = { d: /\d/, s: /[ \t\n\v\f\r]/, w: /\w/ };

interface Marks {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A matched unit of the pattern: whether it fits the character, and how long it is. */
interface Fit {
  readonly isMatch: boolean;
  readonly length: number;
}

class Matcher {
  private readonly pattern: string;
  private readonly text: string;
  private readonly ignoresCase: boolean;
  private readonly onFault: (message: string) => never;
  private start = 0;

  constructor(pattern: string, text: string, ignoresCase: boolean, onFault: (message: string) => never) {
    this.pattern = pattern;
    this.text = text;
    this.ignoresCase = ignoresCase;
    this.onFault = onFault;
  }

  search(from: number): Match | null {
    for (this.start = from; ; this.start += 1) {
      const found = this.here(0, this.start, { starts: [], ends: [] });
      if (found) return found;
      if (this.start + 1 >= this.text.length) return null;
    }
  }

  private found(end: number, marks: Marks): Match {
    const groups = marks.starts.map((from, index) => this.text.slice(from, marks.ends[index]));
    return { text: this.text.slice(this.start, end), groups, index: this.start };
  }

  /** After a failure: the next alternative, wherever it stands in the rest of the pattern. */
  private alternative(from: number, marks: Marks): Match | null {
    for (let at = from; at < this.pattern.length; at += 1) {
      if (this.pattern[at] === '\\') at += 1;
      else if (this.pattern[at] === '|') return this.here(at + 1, this.start, marks);
    }
    return null;
  }

  private here(at: number, position: number, marks: Marks): Match | null {
    const unit = this.pattern[at];
    if (unit === undefined || unit === '|') return this.found(position, marks);
    if (unit === '^') return position === 0 ? this.here(at + 1, position, marks) : null;
    if (unit === '$') {
      if (position >= this.text.length) return this.here(at + 1, position, marks);
      return this.alternative(at + 1, marks);
    }
    if (unit === '(') {
      if (marks.starts.length >= MAX_GROUPS) return this.here(at + 1, position, marks);
      return this.here(at + 1, position, {
        starts: [...marks.starts, position],
        ends: [...marks.ends, position],
      });
    }
    if (unit === ')')
      return this.here(at + 1, position, { ...marks, ends: [...marks.ends.slice(0, -1), position] });
    const fit = this.fit(at, position);
    const operator = this.pattern[at + fit.length];
    if (operator === '*' || operator === '+') return this.repeated(at, fit, operator, position, marks);
    if (position < this.text.length && fit.isMatch) return this.here(at + fit.length, position + 1, marks);
    return this.alternative(at + fit.length, marks);
  }

  private repeated(at: number, first: Fit, operator: string, position: number, marks: Marks): Match | null {
    const after = at + first.length + 1;
    if (!first.isMatch && operator === '+') return this.alternative(after, marks);
    let best = this.here(after, position, marks);
    let isMatch = first.isMatch;
    for (let end = position; end < this.text.length && isMatch; ) {
      end += 1;
      isMatch = this.fit(at, end).isMatch;
      best = this.here(after, end, marks) ?? best;
    }
    return best;
  }

  /** The pattern's unit at `at` against the character at `position` (a NUL past the end). */
  private fit(at: number, position: number): Fit {
    const character = position < this.text.length ? this.text.charAt(position) : '\0';
    const unit = this.pattern.charAt(at);
    if (unit === '.') return { isMatch: true, length: 1 };
    if (unit === '[') return this.set(at, character);
    if (unit !== '\\') return { isMatch: this.equals(character, unit), length: 1 };
    const code = this.escape(at);
    if (typeof code.value === 'string')
      return { isMatch: this.equals(character, code.value), length: code.length };
    return { isMatch: code.value(character), length: code.length };
  }

  private equals(left: string, right: string): boolean {
    return this.ignoresCase ? left.toLowerCase() === right.toLowerCase() : left === right;
  }

  private escape(at: number): { value: string | ((character: string) => boolean); length: number } {
    const letter = this.pattern.charAt(at + 1);
    const known = CLASS_ESCAPES[letter.toLowerCase()];
    if (known) return { value: (one) => known.test(one) === (letter === letter.toLowerCase()), length: 2 };
    if (/[1-9]/.test(letter)) return this.onFault('Backreferences not supported');
    if (letter === 'x' && at + 3 < this.pattern.length) {
      return {
        value: String.fromCharCode(Number.parseInt(this.pattern.slice(at + 2, at + 4), 16)),
        length: 4,
      };
    }
    return { value: PLAIN_ESCAPES[letter] ?? letter, length: 2 };
  }

  private set(at: number, character: string): Fit {
    const isInverted = this.pattern[at + 1] === '^';
    let next = at + (isInverted ? 2 : 1);
    let isAny = false;
    while (next < this.pattern.length && this.pattern[next] !== ']') {
      const member = this.member(next, character);
      isAny ||= member.isMatch;
      next += member.length;
    }
    if (this.pattern[next] !== ']') return this.onFault('Unfinished character set in RegEx');
    return { isMatch: isAny !== isInverted, length: next + 1 - at };
  }

  /** One character, class or range between brackets. */
  private member(at: number, character: string): Fit {
    const unit = this.pattern.charAt(at);
    if (unit === '.') return { isMatch: character === '.', length: 1 };
    const low = unit === '\\' ? this.escape(at) : { value: unit, length: 1 };
    if (typeof low.value !== 'string') return { isMatch: low.value(character), length: low.length };
    const dash = at + low.length;
    const follower = this.pattern[dash + 1];
    if (this.pattern[dash] !== '-' || follower === ']' || follower === undefined) {
      return { isMatch: this.equals(character, low.value), length: low.length };
    }
    const high = follower === '\\' ? this.escape(dash + 1) : { value: follower, length: 1 };
    const length = low.length + 1 + high.length;
    if (typeof high.value !== 'string') return { isMatch: high.value(character), length };
    return { isMatch: this.within(character, low.value, high.value), length };
  }

  private within(character: string, low: string, high: string): boolean {
    const [one, from, to] = this.ignoresCase
      ? [character.toLowerCase(), low.toLowerCase(), high.toLowerCase()]
      : [character, low, high];
    return one >= from && one <= to && from < to;
  }
}

/** Looks for `pattern` in `text` from `from` on. */
export function matchPattern(
  pattern: string,
  text: string,
  from: number,
  ignoresCase: boolean,
  onFault: (message: string) => never,
): Match | null {
  return new Matcher(pattern, text, ignoresCase, onFault).search(from);
}
