/**
 * What the world says on its way to a terminal, a log or another program: boards, peers, servers, file names, settings.
 * Characters that a terminal would act on or that a reader cannot see are shown instead: controls as their pictures
 * (U+2400), all others as `\u{202e}`. What Chinese, Arabic or emoji need stays.
 */

/** Of one text, such as a file that is printed. */
export const MAX_TEXT = 1_000_000;
/** Of one field: a title, a name, the message of an error. */
export const MAX_FIELD = 1_000;

const MORE = '…';
/** Controls, separators of lines, halves of characters, and what is drawn as nothing, direction marks and tags among it. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u{fff9}-\u{fffb}]/gu;
/** More marks on one character than writing has paint over the lines above it. */
const MAX_MARKS = 5;
const MARKS = new RegExp(`(\\p{M}{${MAX_MARKS}})(\\p{M}+)`, 'gu');
const PICTOGRAPH = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u;
const EMOJI_STYLE = '\u{fe0f}';
const TEXT_STYLE = '\u{fe0e}';
const JOINER = '\u{200d}';

/** Lines of text: line feeds and tabs stay, `\r\n` ends a line, the rest beyond `most` characters is left out and counted. */
export function cleanText(text: string, max = MAX_TEXT): string {
  const [kept, leftOut] = bounded(text, max);
  const shown = visible(kept.replaceAll('\r\n', '\n'), true);
  return leftOut === 0 ? shown : `${shown}\n${MORE} ${leftOut} characters omitted`;
}

/** One line: line ends are shown, too, so that a field cannot begin a row of its own. */
export function cleanLine(text: string, max = MAX_FIELD): string {
  const [kept, leftOut] = bounded(text, max);
  return visible(kept, false) + (leftOut === 0 ? '' : MORE);
}

/** JSON text with the same characters as escapes: a program reads the same value, and a terminal is not painted. */
export function cleanJson(json: string): string {
  return json.replace(UNSEEN, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, at) => unitEscape(character.charCodeAt(at))).join(''),
  );
}

function visible(text: string, hasLines: boolean): string {
  return text
    .replace(UNSEEN, (character, at: number) =>
      isWritten(character, text, at, hasLines) ? character : picture(character),
    )
    .replace(MARKS, (_, few: string, more: string) => few + Array.from(more, codePoint).join(''));
}

/** Whether a character that is drawn as nothing has its place in writing here. */
function isWritten(character: string, text: string, at: number, hasLines: boolean): boolean {
  if (character === '\t') return true;
  if (character === '\n') return hasLines;
  const before = characterBefore(text, at);
  if (character === EMOJI_STYLE || character === TEXT_STYLE) return /[\p{Emoji}]/u.test(before);
  if (character !== JOINER) return false;
  const after = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
  return (PICTOGRAPH.test(before) || before === EMOJI_STYLE) && PICTOGRAPH.test(after);
}

function characterBefore(text: string, at: number): string {
  const isPair = /[\udc00-\udfff]/.test(text.charAt(at - 1));
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at);
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  // A half of a pair is no character, so there is none to name.
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return codePoint(character);
}

function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function unitEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

/** How much of a text fits `most` UTF-16 units without half a character at its end. */
export function wholeLength(text: string, max: number): number {
  if (text.length <= max) return text.length;
  return /[\ud800-\udbff]/.test(text.charAt(max - 1)) ? max - 1 : max;
}

function bounded(text: string, max: number): [string, number] {
  const length = wholeLength(text, max);
  return [text.slice(0, length), text.length - length];
}
