/** From a place in an image back to the TypeScript that it came from, through the image's source map. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  decodedMappings,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import { ToolError } from '../errors.ts';
import { mapPosition } from './compile/map-position.ts';

/** A place in the sources. Line and column count from 1. */
export interface OriginalPlace {
  /** From the project's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line itself; '' when the file cannot be read. */
  readonly text: string;
}

/** Looks places of one image up. */
export interface OriginalPlaces {
  /** The place of a byte of the image; `null`: it came from no source. */
  at(offset: number): OriginalPlace | null;
  /** What a root function of the image is called in the sources. */
  nameOf(functionName: string): string;
}

/**
 * Reads a source map. `code`: one character for each byte of the image. `mapFolder` is where the image lies: sources are named
 * relative to it. Throws IMAGE_DAMAGED.
 */
export function originalPlaces(code: string, map: string, mapFolder: string, root: string): OriginalPlaces {
  const trace = readMap(map, mapFolder);
  return {
    at(offset) {
      const position = mapPosition(code, offset);
      const found = originalPositionFor(trace, { ...position, bias: GREATEST_LOWER_BOUND });
      const { source, line, column } =
        found.source === null ? originalPositionFor(trace, { ...position, bias: LEAST_UPPER_BOUND }) : found;
      if (source === null) return null;
      const absolute = path.resolve(mapFolder, source);
      return { file: path.relative(root, absolute), line, column: column + 1, text: lineOf(absolute, line) };
    },
    nameOf(functionName) {
      const at = declarationOf(code, functionName);
      if (at < 0) return functionName;
      const position = mapPosition(code, at + 'function '.length);
      return originalPositionFor(trace, { ...position, bias: GREATEST_LOWER_BOUND }).name ?? functionName;
    },
  };
}

/** Where `function name(` begins a word; -1: nowhere. The name comes from a board, and may be anything. */
function declarationOf(code: string, name: string): number {
  const text = `function ${name}(`;
  let at = code.indexOf(text);
  while (at > 0 && /[\w$]/.test(code.charAt(at - 1))) at = code.indexOf(text, at + 1);
  return at;
}

function readMap(map: string, folder: string): TraceMap {
  try {
    const trace = new TraceMap(map);
    // Read on the first look-up otherwise, which is in the middle of something else.
    decodedMappings(trace);
    return trace;
  } catch (cause) {
    throw new ToolError('IMAGE_DAMAGED', `${path.join(folder, 'image.js.map')}: is not a source map.`, {
      help: 'Build the image again: tinwire build.',
      cause,
    });
  }
}

function lineOf(file: string, line: number): string {
  try {
    return (readFileSync(file, 'utf8').split('\n')[line - 1] ?? '').trim();
  } catch {
    return '';
  }
}
