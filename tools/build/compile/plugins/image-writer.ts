import type { Plugin } from 'rollup';
import type { Board } from '../../../boards/board.ts';
import { writeImage } from '../../../image/image.ts';
import { budgetOf, checkBudget } from '../../budget/budget.ts';
import { composeImage } from '../../compose-image.ts';
import { imageDir } from '../../paths.ts';
import { selectorOf } from '../../selector.ts';

/** Puts the rest of an image beside the script that rollup wrote: Storage area and manifest. */
export function imageWriter(board: Board, root: string): Plugin {
  return {
    name: 'tinwire-image-writer',
    writeBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const code = new TextEncoder().encode(chunk.code);
        const image = composeImage({
          board,
          code,
          map: JSON.stringify(chunk.map),
          selector: selectorOf(board),
          root,
        });
        checkBudget(budgetOf(image, board));
        writeImage(imageDir(root, undefined, board), image);
      }
    },
  };
}
