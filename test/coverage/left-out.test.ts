import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTypesAlone, leftOut } from './left-out.ts';

test('types run nothing', () => {
  assert.ok(
    isTypesAlone("import type { A } from './a.ts';\n\n/** B. */\nexport interface B {\n  const: A;\n}\n"),
  );
  assert.ok(isTypesAlone("export type Kind = 'a' | 'b';\ndeclare const x: Kind;\n"));
});

test('whatever is left without the types runs', () => {
  for (const code of [
    'export const a = 1;',
    'const a = 1;',
    'export async function a() {}',
    'export default function a() {}',
    "export { a } from './a.ts';",
    "import './a.ts';",
    'main();',
    'process.exitCode = 1;',
  ])
    assert.ok(!isTypesAlone(`export type T = string;\n${code}\n`), code);
});

test('what runs only inside an image is left out by its folder, types by their file', () => {
  const names = leftOut();
  assert.ok(names.includes('firmware/boards/**'));
  assert.ok(names.includes('firmware/ports.ts'));
  assert.ok(!names.some((name) => name.endsWith('main.ts')));
});
