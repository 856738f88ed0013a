import { afterBlocks } from '../../syntax/skipped-block.ts';
import type { Rule } from '../rule.ts';
/** A statement that begins with a text does not follow a block. */
export const skippedBlock: Rule = {
  id: 'skipped-block',
  message:
    'If the block before it is skipped, the interpreter has already read this string or pattern without its value.',
  instead: 'Put a semicolon before it.',
  find({ program }, report) {
    for (const statement of afterBlocks(program)) report(statement);
  },
};
