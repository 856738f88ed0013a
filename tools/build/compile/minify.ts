import { type CompressOptions, type MinifyOptions, minify } from 'terser';
import { KEEPER } from '../passes/keep-names.ts';
import { RESERVED_WORDS } from '../passes/reserved-words.ts';

/** Pin names: a build may know more of them than the board has, and a variable of that name would hide the pin. */
const PIN_PORTS = ['A', 'B', 'C', 'D'];
const PINS_PER_PORT = 64;

/**
 * What would carry code from one root function into another. Values of constants go where they are used, or each name
 * would take variables of the board; a function that one root statement uses goes into it, and an edit of it restarts.
 */
const AS_WRITTEN = {
  inline: 0,
  reduce_funcs: false,
  collapse_vars: false,
  sequences: false,
  join_vars: false,
  hoist_funs: false,
} as const;

/**
 * Objects with a conversion of their own: the minifier takes `'' + object` for nothing when no one uses the text, and
 * moves it past calls. Nothing is dropped or moved then, and what only the source's form made needless stays.
 */
const WITH_CONVERSIONS = {
  side_effects: false,
  unused: false,
  collapse_vars: false,
  inline: 0,
  reduce_funcs: false,
} as const;

/** Where a script defines `toString` or `valueOf`, rather than calls them. */
const CONVERSION =
  /(?<![.\w$])(?:toString|valueOf)\s*[(:,}]|\.(?:toString|valueOf)\s*=(?!=)|["'`](?:toString|valueOf)["'`]/;

const FIRST_CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_';
const CHARACTERS = `${FIRST_CHARACTERS}0123456789`;

/**
 * The short names in a fixed order. Terser sorts by how often each letter occurs in the script: one edit could rename
 * everything, and nothing of it would be live.
 */
const NAMES_IN_ORDER = {
  get(index: number): string {
    let name = FIRST_CHARACTERS.charAt(index % FIRST_CHARACTERS.length);
    for (let rest = Math.floor(index / FIRST_CHARACTERS.length); rest > 0; ) {
      rest--;
      name += CHARACTERS.charAt(rest % CHARACTERS.length);
      rest = Math.floor(rest / CHARACTERS.length);
    }
    return name;
  },
};

/** How a script is minified. */
export interface Minifying {
  /** No function moves into another and root names stay, so that an edit changes one function and no more. */
  readonly development: boolean;
  /** Root names of a development build are shortened too, each build of these options the same way. */
  readonly hasShortNames: boolean;
}

/**
 * The terser settings for one board: every built-in name of the board is reserved, since the chunk is a flat script and a
 * variable called `E` or `D0` would destroy the built-in. No member is renamed: JSON and keys reach it by its text.
 */
export function minifyOptions(
  builtIns: Iterable<string>,
  { development, hasShortNames }: Minifying,
  code = '',
): MinifyOptions {
  const pins = PIN_PORTS.flatMap((port) =>
    Array.from({ length: PINS_PER_PORT }, (_, index) => `${port}${index}`),
  );
  const compress: CompressOptions = {
    ecma: 2020,
    toplevel: true,
    top_retain: [KEEPER],
    // A third takes as long as the two before it, for 10 bytes of 52,000.
    passes: 2,
    // Reading a member may run a getter, or throw.
    pure_getters: false,
    ...(CONVERSION.test(code) && WITH_CONVERSIONS),
  };
  return {
    ecma: 2020,
    ...(development && hasShortNames && { nameCache: {} }),
    compress: development ? { ...compress, ...AS_WRITTEN } : compress,
    mangle: {
      toplevel: !development || hasShortNames,
      reserved: [...new Set([...builtIns, ...pins, ...RESERVED_WORDS])],
      ...(development && { nth_identifier: NAMES_IN_ORDER }),
    },
    format: { comments: false, ascii_only: false },
    sourceMap: true,
  };
}

/** Minifies one chunk. */
export async function minifyChunk(
  code: string,
  options: MinifyOptions,
): Promise<{ code: string; map: string }> {
  const result = await minify(code, options);
  return { code: result.code ?? '', map: String(result.map ?? '') };
}
