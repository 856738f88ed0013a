import type { FixUp } from './fix-up.ts';

/** Escapes `/` inside a character class: the interpreter ends a regular expression at the first `/` without backslash. */
export const regexClassSlash: FixUp = {
  name: 'regex-class-slash',
  apply(program, edit) {
    for (const { regex, start } of program.nodes('Literal')) {
      if (!regex) continue;
      for (const offset of slashesInClasses(regex.pattern)) edit.appendLeft(start + 1 + offset, '\\');
    }
  },
};

/** Offsets of the unescaped `/` in a pattern; JavaScript allows them only inside `[]`. */
export function slashesInClasses(pattern: string): number[] {
  return [...pattern.matchAll(/\\.|\//g)].flatMap(({ 0: text, index }) => (text === '/' ? [index] : []));
}
