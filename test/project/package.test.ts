/** What a package of this project holds, and what others may use of it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const PACKAGE = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  bin: Record<string, string>;
  exports: Record<string, string | { types: string }>;
  license: string;
};
let files: readonly string[];

before(async () => {
  const isWindows = process.platform === 'win32';
  const { stdout } = await run(isWindows ? 'npm.cmd' : 'npm', ['pack', '--dry-run', '--json'], {
    cwd: ROOT,
    shell: isWindows,
    maxBuffer: 1 << 24,
  });
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  files = packed?.files.map((file) => file.path) ?? [];
});

test('the package holds sources, documents and facts, and no test and nothing that was built', () => {
  const tops = new Set(files.map((name) => name.split('/')[0]));
  assert.deepEqual([...tops].sort(), [
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'README.zh.md',
    'SECURITY.md',
    'boards.json',
    'docs',
    'firmware',
    'package.json',
    'rollup.config.mjs',
    'tinwire.local.example.json',
    'tools',
  ]);
  assert.deepEqual(
    files.filter((name) => /\.test\.ts$|\.tgz$|\.log$|(^|\/)\.|node_modules|tinwire\.local\.json/.test(name)),
    [],
  );
});

test('what the package promises is in it', () => {
  const promised = [
    ...Object.values(PACKAGE.bin),
    ...Object.values(PACKAGE.exports).map((target) => (typeof target === 'string' ? target : target.types)),
  ];
  for (const name of promised) assert.ok(files.includes(path.posix.normalize(name)), name);
});

test('every file that README.md links to is in the package', () => {
  for (const [, link = ''] of readFileSync(path.join(ROOT, 'README.md'), 'utf8').matchAll(
    /\]\((?!https?:)([^)#]+)/g,
  ))
    assert.ok(
      files.some((name) => name === link || name.startsWith(`${link}/`)),
      link,
    );
});

test('the licence names that of the glyph files as well', () => {
  const fonts = readdirSync(path.join(ROOT, 'firmware/oled/fonts'));
  assert.equal(PACKAGE.license, fonts.includes('OFL.txt') ? 'MIT AND OFL-1.1' : 'MIT');
});

test('tinwire/types gives an editor the types of the boards', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-package-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(ROOT, path.join(folder, 'node_modules', 'tinwire'), 'junction');
  writeFileSync(
    path.join(folder, 'blink.ts'),
    'const led: Pin = D2;\ndigitalWrite(led, true);\nfetch("x");\n',
  );
  const compilerOptions = {
    ...{ noLib: true, strict: true, noEmit: true, target: 'es2022', module: 'esnext' },
    ...{ moduleResolution: 'bundler', moduleDetection: 'force', types: ['tinwire/types'] },
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['blink.ts'] }));
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = path.join(path.dirname(compiler), 'bin', 'tsc');
  assert.ok(existsSync(tsc));
  const said = await run(process.execPath, [tsc, '--pretty', 'false', '-p', folder], { cwd: folder }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  assert.equal(said.trim(), "blink.ts(3,1): error TS2304: Cannot find name 'fetch'.");
});
