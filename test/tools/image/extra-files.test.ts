import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Board, Display } from '../../../tools/boards/board.ts';
import { findBoard } from '../../../tools/boards/load.ts';
import { extraFiles } from '../../../tools/image/extra-files.ts';

const FONT_FILES = [
  'ascii16.bin',
  'half16.bin',
  'half16-gbk.bin',
  'wide16-level1.bin',
  'wide16.bin',
  'wide16-gbk.bin',
];

/** A project whose fonts are only their own names. */
function project(t: TestContext, fonts: readonly string[]): string {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-fonts-'));
  t.after(() => rmSync(root, { recursive: true }));
  const folder = path.join(root, 'firmware/oled/fonts');
  mkdirSync(folder, { recursive: true });
  for (const name of fonts) writeFileSync(path.join(folder, name), name);
  return root;
}

function boardWith(glyphs: Display['glyphs']): Board {
  const board = findBoard('esp8266-4mb');
  assert.ok(board.display);
  return { ...board, display: { ...board.display, glyphs } };
}

for (const [glyphs, files] of [
  ['ascii', { ascii16: 'ascii16.bin' }],
  ['gb2312-level-1', { ascii16: 'ascii16.bin', wide16: 'wide16-level1.bin' }],
  ['gb2312', { ascii16: 'ascii16.bin', half16: 'half16.bin', wide16: 'wide16.bin' }],
  ['gbk', { ascii16: 'ascii16.bin', half16: 'half16-gbk.bin', wide16: 'wide16-gbk.bin' }],
] as const) {
  test(`a board that shows ${glyphs} brings ${Object.values(files).join(', ')}`, (t) => {
    const brought = extraFiles(boardWith(glyphs), project(t, FONT_FILES)).map(
      ({ name, data }) => [name, new TextDecoder().decode(data)] as const,
    );
    assert.deepEqual(Object.fromEntries(brought), files);
  });
}

test('a board without a display brings nothing', (t) => {
  assert.deepEqual(extraFiles(findBoard('esp8266-1mb'), project(t, FONT_FILES)), []);
});

test('a font that was not made is named, with the command that makes it', (t) => {
  assert.throws(() => extraFiles(boardWith('gbk'), project(t, ['ascii16.bin'])), {
    code: 'FONT_MISSING',
    message: 'esp8266-4mb: glyphs "gbk": half16-gbk.bin does not exist yet.',
    help: /npm run fonts -- --from unifont\.hex --set gbk /,
  });
});
