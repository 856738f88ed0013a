/** docs/start.png shows what README.md says. `npm run picture` makes it from a run; readme.test.ts runs what README.md says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { firstMissing, stepsOf } from '../support/shell-document.ts';
import { bitmapOf } from './canvas.ts';
import { drawPicture } from './draw.ts';
import type { Recorded } from './record.ts';
import { pixelsOf, screenLines } from './screen-text.ts';

const read = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
const RECORDED = JSON.parse(read('recorded.json').toString()) as Recorded;
const README = read('../../README.md').toString();

test('the picture is what is drawn of the recorded run: npm run picture makes both', () => {
  const stored = PNG.sync.read(read('../../docs/start.png'));
  const drawn = PNG.sync.read(Buffer.from(drawPicture(RECORDED)));
  assert.deepEqual([stored.width, stored.height], [drawn.width, drawn.height]);
  assert.ok(stored.data.equals(drawn.data));
});

test('README.md shows the picture, and its first commands print what the picture shows', () => {
  assert.ok(README.includes('](docs/start.png)'));
  const turns = stepsOf(README).flatMap((step) => (step.kind === 'terminal' ? step.turns : []));
  RECORDED.terminals.forEach(([command = '', ...lines], index) => {
    const turn = turns[index];
    assert.equal(turn?.command.replace('npm ci && ', ''), command.slice(2));
    assert.equal(firstMissing(turn?.lines ?? [], lines.join('\n'), 0).missing, undefined);
  });
});

test('the display shows where the board listens, and what the client sent', () => {
  const { rows } = RECORDED;
  assert.deepEqual([rows.length, rows[0]?.length], [64, 128]);
  ['accepting.....', 'clients 0', RECORDED.terminals[1]?.at(-1) ?? ''].forEach((text, index) => {
    const top = (index + 1) * 16;
    const shown = rows.slice(top, top + 16);
    assert.deepEqual(
      shown,
      bitmapOf(text).map((row) => row.padEnd(128, '.')),
      text,
    );
  });
});

test('a screen is what is left when lines were drawn over', () => {
  assert.deepEqual(screenLines('one\r\ntwo\r\n\x1b[1A\x1b[2K\x1b[Gthree\n'), ['one', 'three', '']);
  assert.deepEqual(screenLines('\x1b[?25lone two\x1b[5Gx\x1b[K\rO'), ['One x']);
  assert.deepEqual(screenLines('a\n\x1b[1A\x1b[2Bb'), ['a', '', 'b']);
});

test('braille is turned into the pixels that it shows', () => {
  assert.deepEqual(pixelsOf(['⠀⣿', '⡁⢈']), ['..##', '..##', '..##', '..##', '#..#', '....', '....', '#..#']);
});
