/** Where this user's builds are kept between runs. */
import path from 'node:path';
import { cacheFolder } from '../release/cache.ts';
import type { CommandContext } from './command-context.ts';

/** Folder for `BuildOptions.cacheFolder`. */
export function buildCache({ env }: Pick<CommandContext, 'env'>): string {
  return path.join(cacheFolder(env), 'build');
}
