import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { getLineInfo } from 'acorn';
import { ToolError } from '../../errors.ts';
import { BuildRefused } from '../build-refused.ts';
import type { Finding } from '../dialect/finding.ts';
import { asyncFunction } from '../dialect/rules/async-function.ts';
import { strayWords } from '../dialect/rules/stray-character.ts';
import { fromRoot } from '../paths.ts';

/** What rollup adds to its own errors and to those of a plugin. */
interface PlacedError {
  readonly code?: string;
  readonly id?: string;
  readonly loc?: { readonly file?: string; readonly line: number; readonly column: number };
  /** The code of an error that a plugin threw: rollup puts its own in its place. */
  readonly pluginCode?: string;
  /** The specifier of an import that leads nowhere. */
  readonly exporter?: string;
}

type Place = Pick<Finding, 'file' | 'line' | 'column'>;
type Words = Pick<Finding, 'message' | 'instead'>;

const CORRECT =
  'Correct the source: it is not valid TypeScript, or it refers to something that does not exist.';

/**
 * Names an error of rollup or Babel: BuildRefused with its place in a source; ToolError `ENTRY_MISSING` for an entry that
 * cannot be read; else ToolError `BUILD_FAILED`. `entry` is the entry's absolute path.
 */
export function bundleError(error: unknown, boardId: string, root: string, entry = ''): ToolError {
  if (error instanceof ToolError) return ownError(error);
  const message = error instanceof Error ? error.message : String(error);
  const { code, id, loc, exporter } = (error ?? {}) as PlacedError;
  if (code === 'UNRESOLVED_ENTRY' || isOfEntry(error, entry)) return entryError(entry, error);
  const file = loc?.file ?? id ?? (code === 'INVALID_EXPORT_OPTION' ? entry : undefined);
  if (error instanceof RangeError && file !== undefined) return tooDeep(file, root);
  const refuse = (place: Place, words: Words): BuildRefused =>
    new BuildRefused(boardId, [{ ...place, rule: 'syntax', ...words, severity: 'error' }]);
  if (code === 'INVALID_EXPORT_OPTION') {
    return refuse(placeOfText(entry, /^[ \t]*export\b(?!\s+(?:type|interface|declare)\b)/m, root), {
      message: 'An image cannot export anything: nothing imports its entry point.',
      instead: 'Remove `export`, or move what is shared to a separate file.',
    });
  }
  if (code === 'UNRESOLVED_IMPORT' && id !== undefined) {
    return refuse(placeOfText(id, new RegExp(`['"]${escaped(exporter ?? '')}['"]`), root), {
      message: `File ${exporter ?? ''} not found from here.`,
      instead: 'Correct the path, including its extension; load a module of the board as in require("Wifi").',
    });
  }
  if (code === 'INVALID_TLA_FORMAT' && id !== undefined) {
    return refuse(placeOfText(id, /\bawait\b/, root), {
      message: asyncFunction.message,
      instead: asyncFunction.instead,
    });
  }
  // Babel's own refusals have their place in the lines that they quote only.
  const [, quoted = 0, indent = ''] = /^> *(\d+) \|.*(?:\n +\| ( *)\^)?/m.exec(message) ?? [];
  const line = loc?.line ?? Number(quoted);
  if (file === undefined || !path.isAbsolute(file) || line === 0) {
    const first = message.split('\n')[0] ?? '';
    return new ToolError('BUILD_FAILED', `${boardId}: build failed: ${first}`, { cause: error });
  }
  const place = { file: fromRoot(file, root), line, column: (loc?.column ?? indent.length) + 1 };
  return refuse(place, wordsOf(message, file, place, code));
}

/** An error of ours as it was thrown: one of a plugin has rollup's code, and rollup's words before its message. */
function ownError(error: ToolError): ToolError {
  const { pluginCode } = error as PlacedError;
  if (pluginCode === undefined) return error;
  const message = error.message.replace(/^(?:\[plugin [^\]]*\] |Could not load [^:]*: )+/, '');
  return new ToolError(pluginCode, message, { ...(error.help !== undefined && { help: error.help }) });
}

/** What is said of an entry that rollup found nothing at. */
function entryError(entry: string, cause: unknown): ToolError {
  const help = 'Use a TypeScript or JavaScript file.';
  return new ToolError('ENTRY_MISSING', `${entry}: ${entryFault(entry)}.`, { help, cause });
}

function entryFault(entry: string): string {
  try {
    const stats = statSync(entry, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return 'is a folder';
    if (stats && !stats.isFile()) return 'is a device or a pipe, not a file';
    return stats ? 'cannot be read' : 'file not found';
  } catch {
    return 'cannot be read';
  }
}

/** Whether the system refused the entry itself: its folder to this user, or what lies below a file. */
function isOfEntry(error: unknown, entry: string): boolean {
  const { syscall, path: refused } = (error ?? {}) as NodeJS.ErrnoException;
  return (
    syscall !== undefined && entry !== '' && (refused === entry || refused?.startsWith(`${entry}/`) === true)
  );
}

function wordsOf(message: string, file: string, place: Place, code: string | undefined): Words {
  if (!/\.[cm]?[jt]s$/.test(file)) {
    return {
      message: 'This file is not a program.',
      instead: 'Import only TypeScript and JavaScript; put data into a .ts file as a constant.',
    };
  }
  if (/`import \w+ = /.test(message) || /^\s*import\s+\w+\s*=/.test(lineOf(file, place.line))) {
    return {
      message: '`import ... = require(...)` is not supported.',
      instead: "Write `import * as name from 'module'`, or `const name = require('module')`.",
    };
  }
  if (message.includes('`export =')) {
    return { message: '`export = ...` is not supported.', instead: 'Write `export default ...`.' };
  }
  if (message.includes('exporting non-const')) {
    return {
      message: 'A namespace can export only constants, functions and classes.',
      instead:
        'Remove `export` and export functions that read and write the variable, or move it to a module.',
    };
  }
  if (message.includes('using declaration')) {
    return { message: '`using` is not supported.', instead: 'Use `const` with `try` and `finally`.' };
  }
  if (message.includes('allowDeclareFields')) {
    return {
      message: '`declare` before a field is not supported.',
      instead: 'Omit it: a field without a value generates no code.',
    };
  }
  const syntax = /experimental syntax '([\w-]+)'/.exec(message)?.[1];
  if (syntax) {
    return {
      message: `The build does not support the syntax "${syntax}".`,
      instead: 'Write it another way.',
    };
  }
  const stray = lineOf(file, place.line).codePointAt(place.column - 1) ?? 0;
  if (isStray(stray)) return strayWords(stray);
  if (code === 'MISSING_EXPORT') {
    const [, name, from] = /"(.+?)" is not exported by "(.+?)"/.exec(message) ?? [];
    return {
      message: `${from} does not export ${name}.`,
      instead: 'Export it there, or import something else.',
    };
  }
  const first = (message.split('\n')[0] ?? '')
    .replace(/^\[plugin [^\]]*\] ?/, '')
    .replace(/^\S+ \(\d+:\d+\): /, '')
    .replace(`${file}: `, '')
    .replace(/ ?\(\d+:\d+\):?\.?$/, '')
    .replace(/ ?\(Note that you need [^)]*\)/, '')
    .replace(/\.$/, '');
  // What is left of the packages' own words is about their settings.
  if (/babel|rollup|plugin|https?:/i.test(first))
    return { message: 'The build does not support this syntax.', instead: 'Write it another way.' };
  return { message: `${first}.`, instead: CORRECT };
}

function isStray(codePoint: number): boolean {
  const character = String.fromCodePoint(codePoint);
  return codePoint > 0x7f
    ? !/[\p{ID_Start}\p{ID_Continue}]/u.test(character) || /[\u200c\u200d]/.test(character)
    : false;
}

function placeOfText(file: string, text: RegExp, root: string): Place {
  const source = textOf(file);
  const at = Math.max(0, source.search(text));
  const { line, column } = getLineInfo(source, at);
  return { file: fromRoot(file, root), line, column: column + 1 };
}

function lineOf(file: string, line: number): string {
  return textOf(file).split('\n')[line - 1] ?? '';
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A source whose expressions or blocks nest deeper than a parser can follow. */
function tooDeep(file: string, root: string): ToolError {
  return new ToolError('BUILD_REFUSED', `${fromRoot(file, root)}: nested too deeply to parse.`, {
    help: 'Split it up: no interpreter on a board has enough stack for it either.',
  });
}
