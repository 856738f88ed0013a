/** Small images as a build makes them, with the real selector; for tests of the upload alone. */
import type { Board } from '../../tools/boards/board.ts';
import { selectorText } from '../../tools/build/selector.ts';
import { type Image, makeImage } from '../../tools/image/image.ts';
import { dice } from './engine-transport.ts';

export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A program of about `sizeBytes` whose functions all differ. */
export function programText(sizeBytes: number, seed = 7): string {
  const roll = dice(seed);
  let text = '';
  for (let index = 0; text.length < sizeBytes; index++) {
    text += `function f${index}(a){return a+"${roll().toString(36)}'\\n"+${Math.floor(roll() * 1e9)}}\n`;
  }
  return text;
}

/** An image of `code` for `board`; `hasSlots: false` boots it from `.bootcde`. */
export function slotImage(
  code: string,
  board: Board,
  { hasSlots = true, font = null as Uint8Array | null } = {},
): Image {
  return makeImage({
    board,
    code: bytesOf(code),
    map: '',
    selector: hasSlots ? selectorText(board) : null,
    files: font === null ? [] : [{ name: 'ascii16', data: font }],
    modules: [],
    variables: 0,
  });
}
