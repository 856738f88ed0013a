/** The one place through which a board's text goes on its way to a person: bytes to text, places in the image to sources, passwords hidden. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { typedTrace } from '../../console/console-value.ts';
import { bootSources, frameLookup, withSources } from '../../console/frames.ts';
import { type FrameLookup, traceMapper } from '../../console/stack-trace.ts';
import { ToolError } from '../../errors.ts';
import { textOf, textReader } from '../../protocol/byte-text.ts';
import { wholeLength } from '../../text/clean-text.ts';
import { hideSecrets } from '../../text/hide-secrets.ts';

/** A program may print forever without a line end: output longer than this is shown as a line. */
const MAX_LINE = 500_000;

/** A board's text as people read it. */
export interface BoardText {
  /** Whole text, such as a value: one character a byte in, no end of line out. */
  shown(bytes: string): string;
  /** Shows what a statement prints while it comes, by whole lines; returns what takes the bytes and what ends it. */
  printed(show: (text: string) => void): { take(bytes: string): void; end(): void };
  /** A line of what it says unasked, decoded already; empty: nothing to show yet. */
  line(text: string): string;
  /** Root names of the image by what they are called in the sources; empty where they are the same. */
  readonly names: ReadonlyMap<string, string>;
  /** CRC-32 of the image that all this is of; `null`: there is none. */
  readonly imageCrc: number | null;
  /** The same error with its trace as places in the sources. */
  fault(error: unknown): unknown;
}

/** With the image in `folder` where there is one. */
export async function boardText(folder: string, root: string): Promise<BoardText> {
  const { sources, names, imageCrc } = await sourcesIn(folder, root);
  const lookup: FrameLookup = frameLookup(sources);
  const unasked = traceMapper(lookup);
  return {
    names,
    imageCrc,
    shown(bytes) {
      const mapper = traceMapper(lookup);
      return hideSecrets(withoutEnd(mapper.take(textOf(bytes)) + mapper.end()));
    },
    printed(show) {
      const mapper = traceMapper(lookup);
      const reader = textReader();
      let rest = '';
      const showLines = (text: string): void => {
        rest += text;
        const lines = rest.lastIndexOf('\n') + 1;
        const end = lines === 0 && rest.length > MAX_LINE ? wholeLength(rest, MAX_LINE) : lines;
        if (end > 0) show(hideSecrets(withoutEnd(rest.slice(0, end))));
        rest = rest.slice(end);
      };
      return {
        take: (bytes) => showLines(mapper.take(reader.take(bytes))),
        end() {
          showLines(mapper.take(reader.end()) + mapper.end());
          if (rest !== '') show(hideSecrets(rest));
          rest = '';
        },
      };
    },
    line: (text) => hideSecrets(withoutEnd(unasked.take(`${text}\n`))),
    fault(error) {
      const mapped = withSources(error, sources);
      if (!(mapped instanceof ToolError) || mapped.code !== 'BOARD_THREW') return mapped;
      return new ToolError(mapped.code, hideSecrets(mapped.message), {
        help: hideSecrets(typedTrace(mapped.help ?? '')),
        cause: error,
      });
    },
  };
}

function withoutEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

async function sourcesIn(
  folder: string,
  root: string,
): Promise<{ sources: ReturnType<typeof bootSources> } & Pick<BoardText, 'names' | 'imageCrc'>> {
  if (!existsSync(path.join(folder, 'manifest.json')))
    return { sources: new Map(), names: new Map(), imageCrc: null };
  const [{ readImage }, { originalPlaces }, { rootNames }] = await Promise.all([
    import('../../image/image.ts'),
    import('../../build/original-places.ts'),
    import('../../build/root-names.ts'),
  ]);
  const image = readImage(folder);
  const code = Buffer.from(image.code).toString('latin1');
  return {
    sources: bootSources(image, originalPlaces(code, image.map, folder, root)),
    names: rootNames(code, image.map),
    imageCrc: image.manifest.crc32,
  };
}
