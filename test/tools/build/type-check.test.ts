import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Finding } from '../../../tools/build/dialect/finding.ts';
import { findingsOf, typeCheck } from '../../../tools/build/type-check.ts';
import { project, TYPED } from './bundling.ts';

const placesOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ file, line, column, rule, severity }) => `${file}:${line}:${column} ${rule} ${severity}`);

describe('the type check', () => {
  it('finds nothing in sources that are right', async () => {
    assert.deepEqual(await typeCheck(project({ ...TYPED, 'firmware/a.ts': 'print(1);\n' })), []);
  });

  it('names file, line and column of an error', async () => {
    const root = project({ ...TYPED, 'firmware/a.ts': 'print(1);\n  print(missing);\n' });
    assert.deepEqual(placesOf(await typeCheck(root)), ['firmware/a.ts:2:9 type-check error']);
  });

  it('fails when the compiler itself cannot work', async () => {
    const root = project({ 'tsconfig.json': '{}' });
    rmSync(root, { recursive: true });
    await assert.rejects(typeCheck(root), { code: 'TYPE_CHECK_FAILED' });
    mkdirSync(root);
  });

  it('joins the further lines of an error to its first', () => {
    const output =
      'a.ts(1,2): error TS2322: Not assignable.\n  Because of this.\r\nerror TS18003: No inputs.\n';
    assert.deepEqual(
      findingsOf(output).map(({ file, line, column, message }) => [file, line, column, message]),
      [
        ['a.ts', 1, 2, 'TS2322: Not assignable. Because of this.'],
        ['tsconfig.json', 1, 1, 'TS18003: No inputs.'],
      ],
    );
  });
});

describe('the type check of an entry outside the firmware', () => {
  const RIGHT =
    "const parts = 'a b'.split(' ');\nconsole.log(parts[0].length, require('Wifi').getIP().ip);\n";

  it('knows what the board has, wherever the file is', async () => {
    const root = project({ ...TYPED, 'firmware/a.ts': 'this is no program' });
    const elsewhere = project({ 'my-board.ts': RIGHT });
    assert.deepEqual(await typeCheck(root, path.join(elsewhere, 'my-board.ts')), []);
    writeFileSync(path.join(root, 'own.ts'), RIGHT);
    assert.deepEqual(await typeCheck(root, 'own.ts'), []);
  });

  it('names the places of its errors, and of those in what it imports', async () => {
    const root = project({
      'own.ts':
        "import { port } from './settings.ts';\nimport './missing.ts';\nconst text: string = port;\nprint(text);\n",
      'settings.ts': 'export const port: number = "80";\n',
    });
    const findings = await typeCheck(root, 'own.ts');
    assert.deepEqual(placesOf(findings).sort(), [
      'own.ts:2:8 type-check error',
      'own.ts:3:7 type-check error',
      'settings.ts:1:14 type-check error',
    ]);
    assert.match(findings.find(({ line }) => line === 2)?.message ?? '', /File \.\/missing\.ts not found/);
  });

  it('takes plain JavaScript as it is, as the entry and as an import', async () => {
    const root = project({
      ...TYPED,
      'own.js': 'var n = 1; n.foo.bar;\n',
      'typed.ts': "import { port } from './plain.js';\nprint(port.toFixed());\n",
      'plain.js': 'export const port = 80; port.nothing;\n',
    });
    assert.deepEqual(await typeCheck(root, 'own.js'), []);
    assert.deepEqual(await typeCheck(root, 'typed.ts'), []);
  });

  it('takes what leaves its types out', async () => {
    const root = project({
      'own.ts':
        'const list = [];\nlist.push(1);\nfunction show(text) { print(text.length); }\ntry { show(1); } catch (e) { print(e.message); }\nglobal.count = 1;\nsetWatch(function () { print(this); }, D5);\n',
    });
    assert.deepEqual(await typeCheck(root, 'own.ts'), []);
  });

  it('keeps names of its own apart from those of the board', async () => {
    const root = project({
      'own.ts':
        'const LED = D2;\nfunction print2(E: number) { return E; }\nlet server = 1;\nclass Socket {}\nprint(LED, print2(server), new Socket());\n',
    });
    assert.deepEqual(await typeCheck(root, 'own.ts'), []);
  });
});
