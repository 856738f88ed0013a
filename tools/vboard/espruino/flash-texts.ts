/** Which texts of a program are pointers into flash: they take no variables for their bytes, wherever they are held. */

/** Texts read from flash between two looks for those that nobody points to any more. */
const NEW_TEXTS = 64;

export interface FlashTexts {
  has(text: string): boolean;
  /** A text that was read from flash. */
  add(text: string): void;
}

/** `held` finds the texts that the program still points to, all but those of functions that run. */
export function createFlashTexts(held: () => ReadonlySet<string>): FlashTexts {
  let texts = new Set<string>();
  let sweepAt = NEW_TEXTS;
  return {
    has: (text) => texts.has(text),
    add(text) {
      texts.add(text);
      if (texts.size < sweepAt) return;
      texts = new Set([...held(), ...[...texts].slice(-NEW_TEXTS / 2)]);
      sweepAt = texts.size + NEW_TEXTS;
    },
  };
}
