import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ToolError } from '../errors.ts';
import type { Finding } from './dialect/finding.ts';

/** Checks `firmware/` with TypeScript 7, which checks only: Babel makes the code. Resolves to one finding per error. */
export function typeCheck(root: string, project = 'firmware'): Promise<Finding[]> {
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

/** Reads the compiler's plain output; a line that belongs to the error above it is joined to that error's message. */
export function findingsOf(output: string): Finding[] {
  const findings: Finding[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [, file, row, column, code, text] = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line) ?? [];
    const general = /^error (TS\d+): (.*)$/.exec(line);
    if (file !== undefined && code !== undefined && text !== undefined)
      findings.push(typeFinding(file, Number(row), Number(column), code, text));
    else if (general) findings.push(typeFinding('tsconfig.json', 1, 1, general[1] ?? '', general[2] ?? ''));
    else if (line.startsWith('  ')) {
      const last = findings.pop();
      if (last) findings.push({ ...last, message: `${last.message} ${line.trim()}` });
    }
  }
  return findings;
}

function typeFinding(file: string, line: number, column: number, code: string, text: string): Finding {
  return {
    file,
    line,
    column,
    rule: 'type-check',
    message: `${code}: ${text}`,
    instead:
      'Change the types or the code until the compiler agrees; what a board offers is in firmware/types.',
    severity: 'error',
  };
}

function compilerPath(): string {
  return path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
}
