/** Changed functions as one text for the board, and the way from a place in it back to the image. */
import type { ImageFunction } from './function-diff.ts';

/** A text that declares functions again. */
export interface SwapText {
  readonly text: string;
  /** The place in the image of a character of the text; `null` between functions. */
  imageOffset(offset: number): number | null;
}

/** Joins functions, each as it stands in the image. */
export function swapText(functions: readonly ImageFunction[]): SwapText {
  const parts: { start: number; end: number; imageStart: number }[] = [];
  let text = '';
  for (const { code, offset } of functions) {
    parts.push({ start: text.length, end: text.length + code.length, imageStart: offset });
    text += `${code}\n`;
  }
  return {
    text,
    imageOffset(offset) {
      const part = parts.find(({ start, end }) => offset >= start && offset < end);
      return part === undefined ? null : part.imageStart + offset - part.start;
    },
  };
}
