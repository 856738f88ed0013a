/** Frames of a board's traces as places in the sources: of the running image, and of functions that were swapped since. */
import type { OriginalPlace, OriginalPlaces } from '../build/original-places.ts';
import { ToolError } from '../errors.ts';
import { BOOT_FILE, type Image } from '../image/image.ts';
import { imageFile } from '../protocol/slots.ts';
import { type BoardPlace, type FrameLookup, traceMapper } from './stack-trace.ts';

/** What may stand before the text of a function, with its name where it has one; the text begins behind a `return`. */
const FUNCTION_HEAD = /(?:function ?([\w$]*)\([^()]*\)\{|=>\s*\{?|\)\s*\{)\s*(?:return\b ?)?$/;
const MAX_HEAD = 300;

/** A Storage file that a trace may name. */
export interface FrameSource {
  /** The file's text, one character a byte. */
  readonly text: string;
  /** Where a character of it came from. */
  place(offset: number): OriginalPlace | null;
  /** What a function of it is called in the sources. */
  nameOf(functionName: string): string;
}

/** A file that is the image itself. */
function imageSource(code: string, places: OriginalPlaces): FrameSource {
  return { text: code, place: places.at, nameOf: places.nameOf };
}

/** Looks frames up in the files that `sources` has. */
export function frameLookup(sources: ReadonlyMap<string, FrameSource>): FrameLookup {
  return (name, place) => {
    const at =
      place.file === ''
        ? placeByText([...new Set(sources.values())], name, place)
        : placeByFile(sources, place);
    const found = at?.source.place(Math.max(0, at.offset - 1)) ?? null;
    if (at === null || found === null) return null;
    const { source } = at;
    const where = `${found.file}:${found.line}:${found.column}`;
    const lines = [`    at ${name === '' ? where : `${source.nameOf(name)} (${where})`}`];
    return found.text === '' ? lines : [...lines, `       ${found.text}`];
  };
}

/** The same error with the traces in its help as places in the sources; any other value as it is. */
export function withSources(error: unknown, sources: ReadonlyMap<string, FrameSource>): unknown {
  if (!(error instanceof ToolError) || error.help === undefined || !error.help.includes('    at '))
    return error;
  const mapper = traceMapper(frameLookup(sources));
  const help = (mapper.take(`${error.help}\n`) + mapper.end()).trimEnd();
  return new ToolError(error.code, error.message, { help, cause: error });
}

/** The sources of an image as it is booted: from either slot, or as the only one. */
export function bootSources({ code, manifest }: Image, places: OriginalPlaces): Map<string, FrameSource> {
  const source = imageSource(Buffer.from(code).toString('latin1'), places);
  const files = manifest.hasSlots ? [imageFile(0), imageFile(1)] : [BOOT_FILE];
  return new Map(files.map((name) => [name, source]));
}

interface FoundPlace {
  readonly source: FrameSource;
  readonly offset: number;
}

function placeByFile(sources: ReadonlyMap<string, FrameSource>, place: BoardPlace): FoundPlace | null {
  const source = sources.get(place.file);
  return source === undefined ? null : { source, offset: offsetOf(source.text, place) };
}

/** The place whose surroundings are shown, in the source that came last: its functions are the ones that run. */
function placeByText(sources: readonly FrameSource[], name: string, place: BoardPlace): FoundPlace | null {
  if (place.caret < 0 || place.excerpt === '') return null;
  for (const source of [...sources].reverse()) {
    const found = offsetsIn(source.text, place);
    if (found.length === 0) continue;
    const named = found.filter((one) => one.name === name);
    const [only, ...others] = named.length > 0 ? named : found;
    return only === undefined || others.length > 0 ? null : { source, offset: only.offset };
  }
  return null;
}

/** Where the excerpt stands at this column of a function's text, with the function's name. */
function offsetsIn(
  text: string,
  { line, column, excerpt, caret }: BoardPlace,
): readonly { readonly offset: number; readonly name: string | undefined }[] {
  const found: { offset: number; name: string | undefined }[] = [];
  for (let at = text.indexOf(excerpt); at >= 0; at = text.indexOf(excerpt, at + 1)) {
    const offset = at + caret;
    // A column of a later line says nothing of where the function begins.
    const start = line === 1 ? offset - column + 1 : 0;
    if (start < 0) continue;
    const before = text.slice(Math.max(0, start - MAX_HEAD), start);
    const head = FUNCTION_HEAD.exec(before);
    if (before === '' || head !== null) found.push({ offset, name: head?.[1] });
  }
  return found;
}

/** The character that the interpreter stopped at; it has read one token more than the one at fault. */
function offsetOf(text: string, { line, column }: BoardPlace): number {
  let start = 0;
  for (let count = 1; count < line; count++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return start + column - 1;
}
