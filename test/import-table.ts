/** Who may import whom: dependencies point one way. */

/** What the files of one place may import. */
export interface Rule {
  /** Files that the rule is for: a folder with `/` at its end, or one file. The first rule that fits counts. */
  readonly of: string;
  /** Folders and files of the project, node modules and packages that may be imported; the own folder always may. */
  readonly may: readonly string[];
  /** The same, for `import type` only. */
  readonly types?: readonly string[];
}

const NODE = 'node:*';
const FILES = ['node:fs', 'node:path', 'node:url'];
const BUILD_PACKAGES = [
  'rollup',
  'terser',
  'acorn',
  'magic-string',
  'espruino',
  'typescript',
  '@babel/core',
  '@jridgewell/trace-mapping',
  '@rollup/plugin-babel',
  '@rollup/plugin-node-resolve',
];
const MODULES = ['wifi', 'tcp', 'udp', 'serial', 'at', 'echo', 'oled'].map((name) => `firmware/${name}/`);

/** The whole tree; `architecture.test.ts` holds every import against it. */
export const RULES: readonly Rule[] = [
  { of: 'firmware/ports.ts', may: [] },
  { of: 'firmware/lib/', may: [] },
  ...MODULES.map((of) => ({ of, may: ['firmware/lib/'], types: ['firmware/ports.ts'] })),
  { of: 'firmware/hardware/', may: [], types: ['firmware/ports.ts'] },
  { of: 'firmware/features/', may: [...MODULES, 'firmware/lib/'], types: ['firmware/ports.ts'] },
  { of: 'firmware/boards/', may: ['firmware/features/', 'firmware/hardware/', 'virtual:board'] },
  {
    of: 'firmware/tutorials/',
    may: [...MODULES, 'firmware/lib/', 'firmware/features/', 'firmware/hardware/', 'virtual:board'],
    types: ['firmware/ports.ts'],
  },
  { of: 'firmware/boot/', may: [] },
  { of: 'firmware/types/', may: [], types: ['firmware/ports.ts'] },
  { of: 'tools/errors.ts', may: [] },
  { of: 'tools/regular-file.ts', may: ['node:fs'] },
  { of: 'tools/aborted.ts', may: [] },
  { of: 'tools/text/', may: [] },
  { of: 'tools/protocol/', may: ['tools/errors.ts'] },
  { of: 'tools/boards/', may: ['tools/errors.ts', ...FILES, 'ajv'] },
  { of: 'tools/settings/', may: ['tools/errors.ts', ...FILES, 'ajv'] },
  {
    of: 'tools/image/',
    may: ['tools/protocol/', 'tools/errors.ts', 'tools/regular-file.ts', ...FILES, 'node:crypto'],
    types: ['tools/boards/'],
  },
  {
    of: 'tools/build/',
    may: [
      'tools/image/',
      'tools/boards/',
      'tools/errors.ts',
      'tools/regular-file.ts',
      NODE,
      ...BUILD_PACKAGES,
    ],
    types: ['tools/protocol/'],
  },
  { of: 'tools/peers/', may: ['tools/errors.ts', 'node:net', 'node:dgram'] },
  { of: 'tools/vboard/process/entry.mjs', may: ['tools/load.mjs'] },
  {
    of: 'tools/vboard/',
    may: [
      'tools/protocol/',
      'tools/boards/',
      'tools/errors.ts',
      'tools/regular-file.ts',
      NODE,
      'acorn',
      'magic-string',
      'pngjs',
      '@lydell/node-pty',
      'fflate',
    ],
  },
  {
    of: 'tools/transport/',
    may: ['tools/errors.ts', 'node:net', 'node:fs', 'node:fs/promises', 'node:stream/web', 'serialport'],
  },
  {
    of: 'tools/release/',
    may: ['tools/protocol/', 'tools/errors.ts', 'tools/regular-file.ts', NODE, 'fflate'],
    types: ['tools/boards/'],
  },
  {
    of: 'tools/console/',
    may: [
      'tools/transport/transport.ts',
      'tools/protocol/',
      'tools/image/',
      'tools/errors.ts',
      'esptool-js',
      'node:crypto',
      'node:timers/promises',
      'node:zlib',
    ],
    types: ['tools/boards/', 'tools/build/original-places.ts'],
  },
  {
    of: 'tools/flasher/',
    may: [
      'tools/transport/transport.ts',
      'tools/protocol/',
      'tools/image/',
      'tools/console/',
      'tools/errors.ts',
      'esptool-js',
      'node:crypto',
      'node:timers/promises',
      'node:zlib',
    ],
    types: ['tools/boards/', 'tools/transport/web-serial.ts'],
  },
  {
    of: 'tools/simulator/',
    may: [
      'tools/vboard/',
      'tools/build/',
      'tools/boards/',
      'tools/console/',
      'tools/image/',
      'tools/peers/',
      'tools/protocol/',
      'tools/release/',
      'tools/settings/',
      'tools/text/',
      'tools/aborted.ts',
      'tools/errors.ts',
      'tools/regular-file.ts',
      'tools/cli/exit-codes.ts',
      'tools/cli/findings.ts',
      NODE,
    ],
    types: ['tools/cli/'],
  },
  { of: 'tools/compile.mjs', may: [NODE, 'esbuild'] },
  { of: 'tools/load.mjs', may: ['tools/compile.mjs', NODE, 'tsx/esm/api'] },
  { of: 'tools/tinwire.mjs', may: ['tools/load.mjs'] },
  { of: 'tools/main.ts', may: ['tools/', NODE] },
  { of: 'tools/cli/', may: ['tools/', NODE, 'commander', 'cli-table3', 'log-update'] },
];
