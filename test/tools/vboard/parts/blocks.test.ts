import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawBlocks, styleFor } from '../../../../tools/vboard/parts/blocks.ts';

test('braille puts two columns and four rows into a character', () => {
  assert.deepEqual(drawBlocks(['#..#', '....', '....', '.##.']), ['╭──╮', '│⢁⡈│', '╰──╯']);
});

test('half blocks put two rows into a character', () => {
  assert.deepEqual(drawBlocks(['##..', '#.#.'], { style: 'pretty' }), ['╭────╮', '│█▀▄ │', '╰────╯']);
});

test('a 128x64 panel with frame and title fits 80 columns and a usual terminal height', () => {
  const lines = drawBlocks(new Array<string>(64).fill('#'.repeat(128)), { title: '192.168.4.2:5001' });
  assert.ok(lines.every((line) => line.length === 66));
  assert.equal(lines.length, 18);
  assert.ok(lines[0]?.startsWith('╭─ 192.168.4.2:5001 ─'));
});

test('a title that is too long is cut, never the frame', () => {
  const lines = drawBlocks(['#.'.repeat(8)], { title: 'a very long title indeed' });
  assert.deepEqual(
    lines.map((line) => line.length),
    [10, 10, 10],
  );
});

test('the terminal decides the style', () => {
  const panel = Array.from({ length: 64 }, () => '.'.repeat(128));
  assert.equal(styleFor(panel, 130), 'pretty');
  assert.equal(styleFor(panel, 130, 24), 'compact');
  assert.equal(styleFor(panel, 80), 'compact');
  assert.equal(styleFor(panel, 65), 'small');
  assert.equal(styleFor(panel, 80, 17), 'small');
  assert.equal(styleFor(panel, 33), null);
});

test('the small style shows each two by two pixels as one', () => {
  const corner = ['#.......', ...Array.from({ length: 7 }, () => '........')];
  assert.deepEqual(drawBlocks(corner, { style: 'small' }), ['╭──╮', '│⠁⠀│', '╰──╯']);
});
