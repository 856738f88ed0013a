import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToolError } from '../errors.ts';
import { filesBelow, remembered } from './build-cache.ts';
import type { Finding } from './dialect/finding.ts';
import { typeWords } from './type-words.ts';

/** The folder whose sources and types belong to the installed tinwire. */
const FIRMWARE = fileURLToPath(new URL('../../firmware/', import.meta.url));
/** An own program is refused for what is wrong in it, and not for a type that it leaves out. */
const ENTRY_OPTIONS = {
  noImplicitThis: false,
  useUnknownInCatchVariables: false,
  noUncheckedIndexedAccess: false,
  verbatimModuleSyntax: false,
  moduleDetection: 'force',
  allowJs: true,
  checkJs: false,
  skipLibCheck: true,
};

/** By its words, and not by `noImplicitAny: false`: without that option an array that begins empty would stay so. */
const LEFT_OUT = /^TS70\d\d: .*implicitly has/;

/**
 * Checks what an image is made of with TypeScript 7, which checks only: Babel makes the code. That is `firmware/`, or for
 * a TypeScript `entry` (a path from `root`) elsewhere that file and what it imports. Resolves to one finding per error.
 * `cacheFolder`: where the findings of `firmware/` are kept between runs.
 */
export async function typeCheck(
  root: string,
  entry?: string,
  cacheFolder?: string,
): Promise<readonly Finding[]> {
  const file = entry === undefined ? undefined : path.resolve(root, entry);
  const isOwn = file !== undefined && /\.[cm]?ts$/.test(file) && !isInside(path.join(root, 'firmware'), file);
  if (isOwn && existsSync(file)) return checkTypes(root, [file]);
  const inputs = filesBelow(path.join(root, 'firmware'));
  return remembered(
    cacheFolder,
    root,
    ['types', inputs.map((input) => path.relative(root, input))],
    async () => ({
      value: await compile(root, 'firmware'),
      inputs,
    }),
  );
}

/** Checks TypeScript files and what they import against what the board has; one run of the compiler, one finding per error. */
export async function checkTypes(root: string, files: readonly string[]): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tinwire-types-'));
  try {
    const project = path.join(folder, 'tsconfig.json');
    await writeFile(project, JSON.stringify(projectOf(files.map((file) => path.resolve(root, file)))));
    return (await compile(root, project)).filter(({ message }) => !LEFT_OUT.test(message));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function projectOf(files: readonly string[]): object {
  const types = ['types/espruino/index.d.ts', 'types/virtual.d.ts'];
  return {
    extends: path.join(FIRMWARE, 'tsconfig.json'),
    compilerOptions: ENTRY_OPTIONS,
    files: [...types.map((name) => path.join(FIRMWARE, name)), ...files],
    include: [],
  };
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

function compile(root: string, project: string): Promise<Finding[]> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [compilerPath(), '--noEmit', '--pretty', 'false', '-p', project],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const findings = findingsOf(stdout);
        if (error && findings.length === 0)
          reject(
            new ToolError('TYPE_CHECK_FAILED', `tsc: ${stderr || stdout || error.message}`, { cause: error }),
          );
        else resolve(findings);
      },
    );
  });
}

interface CompilerError {
  readonly place: Pick<Finding, 'file' | 'line' | 'column'>;
  readonly code: string;
  readonly text: string;
}

/** Reads the compiler's plain output; a line that belongs to the error above it is joined to that error's text. */
export function findingsOf(output: string): Finding[] {
  const errors: CompilerError[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [, file = '', row, column, code = '', text = ''] =
      /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line) ?? [];
    const [, generalCode, generalText = ''] = /^error (TS\d+): (.*)$/.exec(line) ?? [];
    if (row !== undefined)
      errors.push({ place: { file, line: Number(row), column: Number(column) }, code, text });
    else if (generalCode !== undefined)
      errors.push({
        place: { file: 'tsconfig.json', line: 1, column: 1 },
        code: generalCode,
        text: generalText,
      });
    else if (line.startsWith('  ')) {
      const last = errors.pop();
      if (last) errors.push({ ...last, text: `${last.text} ${line.trim()}` });
    }
  }
  return errors.map(({ place, code, text }) => ({
    ...place,
    rule: 'type-check',
    ...typeWords(code, text),
    severity: 'error',
  }));
}

function compilerPath(): string {
  return path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
}
