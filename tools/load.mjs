/** Loads the tools, which are TypeScript: bundled to JavaScript where that can be kept, else through tsx. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiled } from './compile.mjs';

const ENTRIES = ['tools/main.ts', 'tools/vboard/process/child.ts'];
const WEEK_MS = 7 * 86_400_000;

/** The module of one of ENTRIES. */
export async function load(entry) {
  const folder = await compiled('tools', ENTRIES, ['tools'], WEEK_MS);
  if (folder !== null) return import(pathToFileURL(path.join(folder, entry.replace(/ts$/, 'mjs'))).href);
  const { register } = await import('tsx/esm/api');
  register();
  return import(new URL(`../${entry}`, import.meta.url).href);
}
