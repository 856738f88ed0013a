import assert from 'node:assert/strict';
import { test } from 'node:test';
import { column, font, start } from './screen-bench.ts';

for (const id of ['esp32', 'mpython']) {
  test(`${id}: text stands in its row and cell, on a screen that was cleared`, async () => {
    const { panel, show, settle } = await start(id, font);
    show(0, 'A');
    show(3, ' g');
    settle();
    const rows = panel.rows();
    assert.deepEqual(
      rows.slice(0, 16).map((row) => row.slice(0, 8)),
      column('A'),
    );
    assert.deepEqual(
      rows.slice(48, 64).map((row) => row.slice(8, 16)),
      column('g'),
    );
    assert.ok(rows.slice(16, 48).every((row) => /^\.+$/.test(row)));
  });

  test(`${id}: one changed character takes at most 40 bytes, one page a turn, and an unchanged row none`, async () => {
    const { turns, show, settle } = await start(id, font);
    show(1, 'count 1');
    settle();
    const before = turns.length;
    show(1, 'count 2');
    settle();
    const sent = turns.slice(before);
    assert.ok(sent.flat().join('').length + sent.flat().length <= 40, `${sent.flat().join('').length}`);
    assert.ok(sent.every((turn) => turn.length <= 2));
    const after = turns.length;
    show(1, 'count 2');
    settle();
    assert.equal(turns.slice(after).flat().length, 0);
  });
}

/** Hanzi of GB2312 level 1, one of 20 of them. */
function someHanzi(): string[] {
  const decoder = new TextDecoder('gb2312');
  return Array.from({ length: 187 }, (_, index) => {
    const place = index * 20;
    return decoder.decode(Uint8Array.of(0xb0 + Math.floor(place / 94), 0xa1 + (place % 94)));
  });
}

/** What each change of one hanzi into the next puts on the bus, with or without the address byte of each transaction. */
async function bytesOfHanziChanges(boardId: string, hasAddresses: boolean): Promise<number[]> {
  const { turns, show, settle } = await start(boardId, font);
  const hanzi = someHanzi();
  show(1, '你');
  settle();
  return hanzi.map((character) => {
    const before = turns.length;
    show(1, character);
    settle();
    const sent = turns.slice(before).flat();
    return sent.join('').length + (hasAddresses ? sent.length : 0);
  });
}

test('one changed Chinese character takes at most 40 bytes on an SSD1306, addresses included', async () => {
  const counts = await bytesOfHanziChanges('esp32', true);
  assert.ok(Math.max(...counts) <= 40, `${Math.max(...counts)}`);
  assert.ok(Math.min(...counts) > 8);
});

test('one changed Chinese character takes at most 40 bytes on an SH1106, and 4 address bytes', async () => {
  const counts = await bytesOfHanziChanges('mpython', false);
  assert.ok(Math.max(...counts) <= 40, `${Math.max(...counts)}`);
  assert.ok(Math.min(...counts) > 8);
});

test('a character that changes in a few columns leaves the same picture as one drawn at once', async () => {
  const step = await start('mpython', font);
  step.show(1, '大i口');
  step.settle();
  step.show(1, '太i口');
  step.settle();
  step.show(1, '太l口');
  step.settle();
  const whole = await start('mpython', font);
  whole.show(1, '太l口');
  whole.settle();
  assert.deepEqual(step.panel.rows(), whole.panel.rows());
});

test('a text of two rows takes the row above, and says so', async () => {
  const { panel, rowsOf } = await start('esp32', font);
  assert.equal(rowsOf(2, 3, 'short'), 1);
  assert.equal(rowsOf(2, 3, 'long enough for two rows'), 2);
  const rows = panel.rows();
  assert.ok(rows.slice(32, 48).some((row) => row.includes('#')));
  assert.ok(rows.slice(48, 64).some((row) => row.includes('#')));
});

test('a text that is too long shows its last row', async () => {
  const { panel, show, settle } = await start('esp32', font);
  show(0, `${'x'.repeat(40)}B`);
  settle();
  assert.deepEqual(
    panel
      .rows()
      .slice(0, 16)
      .map((row) => row.slice(64, 72)),
    column('B'),
  );
});

for (const [what, turnMs] of [
  ['that is drawn at once', 0],
  ['that takes a while to draw', 4],
] as const) {
  test(`of a hundred texts in a second at most ten are drawn, and the last one is, on a display ${what}`, async () => {
    const { panel, settle, passTo, showTo, nowMs } = await start('esp32', font);
    settle();
    const startMs = nowMs();
    const taken: string[] = [];
    for (let index = 0; index < 100; index++) {
      const line = `count ${index}`;
      showTo(1, line, () => taken.push(line));
      passTo(startMs + (index + 1) * 10, turnMs);
    }
    assert.ok(taken.length <= 10 && taken.length >= 5, `${taken.length}`);
    settle();
    assert.equal(taken.at(-1), 'count 99');
    const still = await start('esp32', font);
    still.show(1, 'count 99');
    still.settle();
    assert.deepEqual(panel.rows(), still.panel.rows());
  });
}

test('a text after a pause is drawn within a tenth of a second', async () => {
  const { settle, passTo, showTo, nowMs } = await start('esp32', font);
  settle();
  passTo(5000, 0);
  let isTaken = false;
  showTo(0, 'soon', () => {
    isTaken = true;
  });
  passTo(nowMs() + 100, 0);
  assert.ok(isTaken);
});

test('a display that does not answer is said once, and nothing is sent any more', async () => {
  const { said, turns, show, settle } = await start('esp32', font, false);
  show(0, 'text');
  settle();
  assert.deepEqual(said, ['display: no answer on I2C']);
  assert.equal(turns.flat().length, 1);
});

test('a missing glyph file is said once, and nothing is sent', async () => {
  const { said, turns, show, settle } = await start('esp32', { read: () => undefined });
  show(0, 'text');
  settle();
  assert.deepEqual(said, ['display: Storage file ascii16 is missing']);
  assert.equal(turns.flat().length, 0);
});
