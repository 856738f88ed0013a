/** Frames of a board's traces as places in the sources: of the running image, and of functions that were swapped since. */
import type { OriginalPlace, OriginalPlaces } from '../../build/original-places.ts';
import { ToolError } from '../../errors.ts';
import { BOOT_FILE, type Image } from '../../image/image.ts';
import { imageFile } from '../../protocol/slots.ts';
import { type BoardPlace, type FrameLookup, traceMapper } from '../../session/stack-trace.ts';

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
    const source = sources.get(place.file);
    if (source === undefined) return null;
    const found = source.place(Math.max(0, offsetOf(source.text, place) - 1));
    if (found === null) return null;
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
