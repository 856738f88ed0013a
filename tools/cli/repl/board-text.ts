/** The one place through which a board's text goes on its way to a person: bytes to text, places in the image to sources, passwords hidden. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../../errors.ts';
import { typedTrace } from '../../session/console-value.ts';
import { type FrameLookup, traceMapper } from '../../session/stack-trace.ts';
import { hideSecrets } from '../hide-secrets.ts';
import { bootSources, frameLookup, withSources } from '../live/frames.ts';

/** A board's text as people read it. */
export interface BoardText {
  /** Whole text, such as what a statement printed: one character a byte in, no end of line out. */
  shown(bytes: string): string;
  /** A line of what it says unasked, decoded already; empty: nothing to show yet. */
  line(text: string): string;
  /** The same error with its trace as places in the sources. */
  fault(error: unknown): unknown;
}

/** With the image in `folder` where there is one. */
export async function boardText(folder: string, root: string): Promise<BoardText> {
  const sources = await sourcesIn(folder, root);
  const lookup: FrameLookup = frameLookup(sources);
  const unasked = traceMapper(lookup);
  return {
    shown(bytes) {
      const mapper = traceMapper(lookup);
      const text = Buffer.from(bytes, 'latin1').toString('utf8');
      return hideSecrets((mapper.take(text) + mapper.end()).replace(/\n$/, ''));
    },
    line: (text) => hideSecrets(unasked.take(`${text}\n`).replace(/\n$/, '')),
    fault(error) {
      const mapped = withSources(error, sources);
      if (!(mapped instanceof ToolError) || mapped.code !== 'BOARD_THREW') return mapped;
      const trace = Buffer.from(typedTrace(mapped.help ?? ''), 'latin1').toString('utf8');
      return new ToolError(mapped.code, hideSecrets(mapped.message), {
        help: hideSecrets(trace),
        cause: error,
      });
    },
  };
}

async function sourcesIn(folder: string, root: string): Promise<ReturnType<typeof bootSources>> {
  if (!existsSync(path.join(folder, 'manifest.json'))) return new Map();
  const [{ readImage }, { originalPlaces }] = await Promise.all([
    import('../../image/image.ts'),
    import('../../build/original-places.ts'),
  ]);
  const image = readImage(folder);
  const places = originalPlaces(Buffer.from(image.code).toString('latin1'), image.map, folder, root);
  return bootSources(image, places);
}
