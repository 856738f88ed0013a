/** The root names of an image and what they are called in the sources: a release shortens them, and a person types the long ones. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { mapPosition } from './compile/map-position.ts';
import { parseProgram } from './syntax/program.ts';
import { scopesOf } from './syntax/scopes.ts';

/**
 * In the image by what stands in the sources; names that are the same in both, or stand for several things, are left out.
 * `code`: one character for each byte of the image.
 */
export function rootNames(code: string, map: string): ReadonlyMap<string, string> {
  const trace = new TraceMap(map);
  const { bindings } = scopesOf(parseProgram(code)).root;
  const names = new Map<string, string | null>();
  for (const [short, { declarations }] of bindings) {
    const [declaration] = declarations;
    if (declaration === undefined) continue;
    const long = originalPositionFor(trace, mapPosition(code, declaration.start)).name;
    if (long !== null && long !== short && !bindings.has(long))
      names.set(long, names.has(long) ? null : short);
  }
  return new Map([...names].filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The same code with the image's names where it uses those of the sources; what is no JavaScript stays as it is. */
export function withImageNames(code: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return code;
  try {
    const program = parseProgram(code);
    const shorthands = new Set(
      [...program.nodes('Property')].filter(({ shorthand }) => shorthand).map(({ start }) => start),
    );
    let text = code;
    const uses = scopesOf(program).globals.map(({ node }) => node);
    for (const { start, end, name } of uses.sort((one, other) => other.start - one.start)) {
      const short = names.get(name);
      if (short === undefined) continue;
      const written = shorthands.has(start) ? `${name}:${short}` : short;
      text = text.slice(0, start) + written + text.slice(end);
    }
    return text;
  } catch {
    return code;
  }
}

/** Names that the code declares at the root: from then on they are the board's own. */
export function declaredNames(code: string): readonly string[] {
  try {
    return [...scopesOf(parseProgram(code)).root.bindings.keys()];
  } catch {
    return [];
  }
}
