import path from 'node:path';

/** A file as findings name it: relative to the project's folder, with forward slashes. */
export function fromRoot(file: string, root: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}
