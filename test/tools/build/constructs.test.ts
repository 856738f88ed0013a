// Every construct of the list, through the whole pipeline: refused with its place, or it prints what Node prints.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import ts from 'typescript-5';
import { findBoard } from '../../../tools/boards/load.ts';
import { createBundler } from '../../../tools/build/compile/bundle.ts';
import { project } from './bundling.ts';
import { runOnInterpreter } from './interpreter-run.ts';

const constructs = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')).snippets;
const snippets = {
  ...constructs('../../fixtures/ts-constructs.json'),
  ...constructs('./more-constructs.json'),
};
const binary = process.env.ESPRUINO_BIN;
const REFUSED = [
  'asyncLoop',
  'asyncMethod',
  'asyncSeq',
  'asyncTry',
  'delCall',
  'destrStr',
  'extendsError',
  'labels',
  'privateHash',
  'sliceProto',
  'staticBlock',
  'tagged',
  'thenable',
];

const built = new Map<string, string>();

describe('TypeScript constructs', () => {
  const root = project({});
  const refused: string[] = [];

  for (const [id, text] of Object.entries(snippets)) {
    it(`${id}: is refused with its place, or does in Node what its source does`, async () => {
      writeFileSync(path.join(root, `${id}.ts`), `${text}\nexport {};\n`);
      const { code, findings } = await createBundler({
        board: findBoard('linux'),
        root,
        entry: `${id}.ts`,
      }).bundle();
      if (findings.length > 0) {
        refused.push(id);
        for (const { file, line, instead } of findings) {
          assert.deepEqual([file, line], [`${id}.ts`, 1]);
          assert.notEqual(instead, '');
        }
        return;
      }
      built.set(id, code);
      assert.deepEqual(printedBy(code), printedBy(plain(text)));
    });
  }

  it('are refused where the list of refusals says so, and nowhere else', () => {
    assert.deepEqual(refused.sort(), REFUSED);
  });

  const why = binary ? false : 'ESPRUINO_BIN is not set: the interpreter itself was not asked';
  it('print on the interpreter what they print in Node', { skip: why }, async () => {
    for (const [id, code] of built) {
      const printed = await runOnInterpreter(binary ?? '', code);
      assert.deepEqual(printed, printedBy(plain(snippets[id] ?? '')), id);
    }
  });
});

function plain(text: string): string {
  const { ES2022 } = ts.ScriptTarget;
  return ts.transpileModule(text, { compilerOptions: { target: ES2022, useDefineForClassFields: false } })
    .outputText;
}

function printedBy(code: string): string[] {
  const lines: string[] = [];
  vm.runInNewContext(code, {
    global: {},
    print: (...values: unknown[]) => lines.push(values.join(' ')),
    exports: {},
  });
  return lines.join('\n').split('\n');
}
