import type { Repair } from './repair.ts';

/** An escaped character, a class as a whole, or a point. */
const UNIT = /\\.|\[(?:\\.|[^\]\\])*\]|\./g;

/** A point matches the end of a line, too. */
export const regexDots: Repair = {
  apply({ program }, edit) {
    for (const { regex, start, end } of program.nodes('Literal')) {
      if (!regex || regex.flags.includes('s')) continue;
      const pattern = regex.pattern.replace(UNIT, (unit) => (unit === '.' ? '[^\\n\\r]' : unit));
      if (pattern !== regex.pattern) edit.update(start, end, `/${pattern}/${regex.flags}`);
    }
    return false;
  },
};
