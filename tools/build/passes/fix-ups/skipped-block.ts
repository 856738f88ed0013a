import { afterBlocks } from '../../syntax/skipped-block.ts';
import type { FixUp } from './fix-up.ts';

/** Puts a `;` before a text, a template or a pattern that begins a statement behind a block. */
export const skippedBlock: FixUp = {
  name: 'skipped-block',
  apply(program, edit) {
    for (const { start } of afterBlocks(program)) edit.appendRight(start, ';');
  },
};
