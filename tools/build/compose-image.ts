import type { Board } from '../boards/board.ts';
import { extraFiles } from '../image/extra-files.ts';
import { type Image, makeImage } from '../image/image.ts';
import { moduleShares } from './budget/module-shares.ts';
import { BASE_VARIABLES, variableCosts } from './budget/variables-model.ts';

/** A finished script and where the project lies. */
export interface ScriptOptions {
  readonly board: Board;
  /** UTF-8. */
  readonly code: Uint8Array;
  /** Source map, JSON. */
  readonly map: string;
  /** The boot code for two slots; `null`: the image is booted by itself. */
  readonly selector: Uint8Array | null;
  /** The project's folder: fonts are read from it. */
  readonly root: string;
  /** Root names are kept, for live edits; default: false. */
  readonly development?: boolean | undefined;
}

/** Makes the image of a finished script: the files it brings, each module's share, the whole Storage area. */
export function composeImage({ board, code, map, selector, root, development }: ScriptOptions): Image {
  const { chip } = board;
  const text = new TextDecoder().decode(code);
  const costs = variableCosts(text, {
    sizeBytes: chip.variables.sizeBytes,
    hasMappedStorage: chip.hasMappedStorage,
  });
  return makeImage({
    board,
    code,
    map,
    selector,
    development: development === true,
    files: extraFiles(board, root),
    modules: moduleShares(text, map, costs),
    variables: BASE_VARIABLES + costs.reduce((sum, { variables }) => sum + variables, 0),
  });
}
