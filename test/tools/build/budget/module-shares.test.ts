import assert from 'node:assert/strict';
import { test } from 'node:test';
import MagicString, { Bundle } from 'magic-string';
import { BUILD_MODULE, moduleShares } from '../../../../tools/build/budget/module-shares.ts';

/** Two modules in one script, as rollup writes them, with a map relative to `dist/<board>`. */
function script(texts: Readonly<Record<string, string>>): { code: string; map: string } {
  const bundle = new Bundle({ separator: '\n' });
  for (const [filename, text] of Object.entries(texts)) {
    bundle.addSource({ filename, content: new MagicString(text, { filename }) });
  }
  const map = bundle.generateMap({ hires: true });
  // Sources as the bundler names them, which MagicString would rewrite.
  map.sources = Object.keys(texts);
  return { code: bundle.toString(), map: map.toString() };
}

test('every byte belongs to one module: sums are those of the script', () => {
  const { code, map } = script({
    '../../firmware/a.ts': 'var a=1;',
    '../../firmware/b.ts': 'var text="你好";',
  });
  const shares = moduleShares(code, map, []);
  assert.equal(
    shares.reduce((sum, { bytes }) => sum + bytes, 0),
    Buffer.byteLength(code),
  );
});

test('modules are named from the project, the largest first', () => {
  const { code, map } = script({ '../../firmware/a.ts': 'var a=1;', '\0virtual:board': 'var longer=22;' });
  assert.deepEqual(
    moduleShares(code, map, []).map(({ name }) => name),
    ['virtual:board', 'firmware/a.ts'],
  );
});

test('variables go to the module whose text makes them', () => {
  const { code, map } = script({ 'a.ts': 'var a=1;', 'b.ts': 'var b=2;' });
  const shares = moduleShares(code, map, [
    { start: code.indexOf('a='), variables: 5 },
    { start: code.indexOf('b='), variables: 7 },
  ]);
  assert.deepEqual(
    shares.map(({ name, variables }) => [name, variables]),
    [
      ['b.ts', 7],
      ['a.ts', 5],
    ],
  );
});

test("without a map everything is the build's own", () => {
  assert.deepEqual(moduleShares('var a=1;', '', [{ start: 4, variables: 2 }]), [
    { name: BUILD_MODULE, bytes: 8, variables: 2 },
  ]);
});

test('an empty script has no shares', () => {
  assert.deepEqual(moduleShares('', '', []), []);
});
