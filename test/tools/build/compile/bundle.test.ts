import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { findBoard } from '../../../../tools/boards/load.ts';
import { BuildRefused } from '../../../../tools/build/build-refused.ts';
import { createBundler } from '../../../../tools/build/compile/bundle.ts';
import { printedBy } from '../../../conformance/replay.ts';
import { bundleText, project } from '../bundling.ts';
import { runOnInterpreter } from '../interpreter-run.ts';

describe('a bundle', () => {
  it('is one flat script without a trace of its modules', async () => {
    const root = project({
      'a.ts': "import { twice } from './b.ts';\nprint(twice(Date.now()));\n",
      'b.ts': 'export function twice(value: number): number {\n  return value * 2;\n}\n',
    });
    const { code } = await createBundler({ board: findBoard('esp32'), root, entry: 'a.ts' }).bundle();
    assert.doesNotMatch(code, /import|export|require|sourceMappingURL|\n./);
  });

  it('takes a module of the board as it is, however it is imported: its functions are in no list', async () => {
    const { code } = await bundleText(
      "import * as S from 'Storage';\nimport T, { read } from 'Storage';\nconst use = (m: any) => print(typeof m.read);\n" +
        "use(S);\nuse(T);\nprint(typeof read, typeof S['write'], S.read('nope'));\n",
    );
    assert.equal(await printedBy('esp32', code, ''), 'function\nfunction\nfunction function undefined');
    const binary = process.env.ESPRUINO_BIN;
    if (!binary) return;
    assert.deepEqual(await runOnInterpreter(binary, code), [
      'function',
      'function',
      'function function undefined',
    ]);
  });

  it('has the same bytes and the same map from the same sources', async () => {
    const root = project({
      'a.ts': 'class A { list: number[] = [] }\nprint(new A().list, `${Date.now()}é`);\n',
    });
    const make = () => createBundler({ board: findBoard('esp32'), root, entry: 'a.ts' }).bundle();
    assert.deepEqual(await make(), await make());
  });

  it('maps its text back to the TypeScript line', async () => {
    const { code, map } = await bundleText(
      'const now: number = Date.now();\nprint(now);\n\nprint("here", now);\n',
    );
    const place = originalPositionFor(new TraceMap(map), { line: 1, column: code.indexOf('"here"') });
    assert.deepEqual([place.source?.endsWith('entry.ts'), place.line, place.column], [true, 4, 6]);
  });

  it('calls no variable of its own like a built-in of the board or a pin', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `name${index}`);
    const { code } = await bundleText(
      `${names.map((name) => `const ${name} = Date.now();`).join('')}print(${names.join()}, ${names.join()});`,
    );
    assert.doesNotMatch(code, /(?:var|,)(?:E|D\d|A0)=/);
  });

  it('renames no member: JSON and keys reach it by its text', async () => {
    const { code } = await bundleText('print(JSON.parse(\'{"_id":1}\')._id);\n');
    assert.match(code, /\)\._id/);
  });

  it('lets the values of a namespace follow its module, in a loop and in JSON, too', async () => {
    const root = project({
      'a.js':
        "import * as ns from './b.js';\nfunction look(all) { for (const key in all) if (key === 'count') print(all[key]); }\n" +
        'look(ns);\nns.bump();\nlook(ns);\nprint(JSON.stringify(ns), "none" in ns);\n',
      'b.js': 'export let count = 0;\nexport function bump() { count++; }\n',
    });
    const { code } = await createBundler({ board: findBoard('esp32'), root, entry: 'a.js' }).bundle();
    // With a prototype that is null the interpreter ends in the loop.
    assert.doesNotMatch(code, /__proto__/);
    const expected = '0\n1\n{"count":1} false';
    assert.equal(await printedBy('esp32', code, ''), expected);
    const binary = process.env.ESPRUINO_BIN;
    if (binary) assert.equal((await runOnInterpreter(binary, code)).join('\n'), expected);
  });

  it('drops what the board cannot use', async () => {
    const text =
      "import { family } from 'virtual:board';\nif (family === 'ESP8266') print('small');\nelse print('large');\n";
    assert.match((await bundleText(text, 'esp32')).code, /^print\("large"\);?\s*$/);
    assert.match((await bundleText(text, 'esp8266-4mb')).code, /^print\("small"\);?\s*$/);
  });

  it('names pins by the globals of the interpreter', async () => {
    const { code } = await bundleText("import { displaySda } from 'virtual:board';\nprint(displaySda);\n");
    assert.match(code, /\bD\d+\b/);
  });

  it('names a place in the chunk by its TypeScript position', async () => {
    const { findings } = await bundleText('print(1);\n\nprint(new Map());\n');
    assert.deepEqual(
      findings.map(({ file, line, column, rule }) => [file, line, column, rule]),
      [['entry.ts', 3, 11, 'unknown-global']],
    );
  });

  it('is refused with the place when a source does not parse', async () => {
    await assert.rejects(bundleText('print(1);\nlet a: = 3;\n'), (error: unknown) => {
      assert.ok(error instanceof BuildRefused);
      const [finding] = error.findings;
      assert.deepEqual([finding?.file, finding?.line, finding?.rule], ['entry.ts', 2, 'syntax']);
      return true;
    });
  });

  it('fails by name when the entry is missing', async () => {
    const bundler = createBundler({ board: findBoard('esp32'), root: project({}), entry: 'none.ts' });
    await assert.rejects(bundler.bundle(), {
      code: 'ENTRY_MISSING',
      message: /none\.ts: file not found\.$/,
    });
  });

  for (const [name, text] of [
    ['deep.ts', '('.repeat(300_000)],
    ['deep.js', '('.repeat(300_000)],
    ['negated.js', `${'!'.repeat(300_000)}1`],
  ] as const) {
    it(`refuses ${name}, which no parser can follow, by its name`, async () => {
      const root = project({ [name]: text });
      const bundler = createBundler({ board: findBoard('esp32'), root, entry: name });
      await assert.rejects(bundler.bundle(), {
        code: 'BUILD_REFUSED',
        message: `${name}: nested too deeply to parse.`,
      });
    });
  }
});

describe('text', () => {
  it('is UTF-8 in the script of a board without Unicode, and counts as its bytes', async () => {
    const { code } = await bundleText('print("你好", "\\u4f60", `é${Date.now()}`, "é".length);\n');
    assert.match(code, /"你好","你",`é\$\{Date\.now\(\)\}`,2/);
  });

  it('keeps bytes that are no text as escapes', async () => {
    const { code } = await bundleText('print("\\xff\\xe4\\x00a", "\\xe4\\xbd\\xa0");\n');
    assert.match(code, /"\\xff\\xe4\\0a","你"/);
  });

  it('counts as characters on a board with Unicode', async () => {
    assert.match((await bundleText('print("é".length);\n', 'linux')).code, /print\(1\)/);
  });
});
