/** Names of numbered tests as they stand in the sources: known without running anything. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NUMBER, numbersOf } from './requirements.ts';

/** The project's root. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The traces carry their numbers themselves. */
const TRACES = 'test/requirements/traces.test.ts';
const LITERAL = new RegExp(`(['"\`])((?:${NUMBER.source})[^\\n]*?)\\1`, 'g');

/** Numbered names in a source: texts that begin with a number and go on. */
export function namesIn(source: string): string[] {
  return [...source.matchAll(LITERAL)]
    .map(([, , name = '']) => name)
    .filter((name) => numbersOf(name).length > 0 && /[A-Za-z]{2}/.test(name));
}

function sources(): { file: string; names: string[] }[] {
  return readdirSync(path.join(ROOT, 'test'), { recursive: true })
    .map((name) => path.posix.join('test', String(name).split(path.sep).join('/')))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('test/requirements/'))
    .sort()
    .map((file) => ({ file, names: namesIn(readFileSync(path.join(ROOT, file), 'utf8')) }));
}

/** All numbered names of `test/`, but those of this folder. */
export function numberedNames(): string[] {
  return sources().flatMap(({ names }) => names);
}

/**
 * Test files in which tests run whose numbers `isWanted`: those that hold such names, those that share a support file which
 * does, and the traces.
 */
export function numberedFiles(isWanted: (number: string) => boolean): string[] {
  const all = sources().map(({ file, names }) => ({
    file,
    isNamed: names.flatMap(numbersOf).some(isWanted),
  }));
  const shared = all
    .filter(({ file, isNamed }) => isNamed && !file.endsWith('.test.ts'))
    .map(({ file }) => path.posix.basename(file));
  const files = all
    .filter(({ file, isNamed }) => file.endsWith('.test.ts') && (isNamed || imports(file, shared)))
    .map(({ file }) => file);
  return [...files, TRACES];
}

function imports(file: string, names: readonly string[]): boolean {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return names.some((name) => text.includes(`/${name}'`));
}
