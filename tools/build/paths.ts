import path from 'node:path';
import type { Board } from '../boards/board.ts';

/** A file as findings name it: relative to the project's folder, with forward slashes. */
export function fromRoot(file: string, root: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}

/** The folder of one board's image. */
export function imageDir(root: string, outDir: string | undefined, board: Board): string {
  return path.resolve(root, outDir ?? 'dist', board.id);
}
