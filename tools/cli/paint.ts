/** Colours that only this program can make: what the world sends in a terminal's own codes is shown, not obeyed. */
import { randomInt } from 'node:crypto';
import { cleanText } from '../text/clean-text.ts';

/** Codes that begin and end a style: ECMA-48, SGR. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
} as const;
/** Of the numbers that mark a code as ours; terminals do not see them. */
const MIN_KEY = 1e9;
const MAX_KEY = 9e9;

/** Styles for text that `clean` gets; without colours they leave the text as it is. */
export type Paint = Readonly<Record<keyof typeof STYLES, (text: string) => string>> & {
  /** Lines as a terminal gets them: styles of this very paint, and nothing else that a terminal obeys. */
  readonly clean: (text: string) => string;
};

/** Makes a paint; `hasColours`: where the text goes can show them. */
export function createPaint(hasColours: boolean): Paint {
  // A style's code carries a number that is drawn anew each time, so that no other text can contain it.
  const key = randomInt(MIN_KEY, MAX_KEY);
  const styles = Object.fromEntries(
    Object.entries(STYLES).map(([name, [begin, end]]) => [
      name,
      (text: string) => (hasColours ? `\x1b[${begin};${key}m${text}\x1b[${end};${key}m` : text),
    ]),
  ) as Record<keyof typeof STYLES, (text: string) => string>;
  const own = new RegExp(`\\x1b\\[(\\d+);${key}m`, 'u');
  return {
    ...styles,
    clean(text) {
      if (!hasColours) return cleanText(text);
      return text
        .split(own)
        .map((part, index) => (index % 2 === 0 ? cleanText(part) : `\x1b[${part}m`))
        .join('');
    },
  };
}
