import type { Board, Chip } from './board.ts';

/** `boards.json` as it is written: a board names its chip. */
export interface BoardsFile {
  readonly chips: readonly Chip[];
  readonly boards: readonly (Omit<Board, 'chip'> & { readonly chip: string })[];
}
