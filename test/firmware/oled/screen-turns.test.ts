/** What a screen sends and when: rows and pages that come one over the other, and the turns that all of it is done in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fontStore } from '../../support/fonts.ts';
import { column, font, type Shown, start } from './screen-bench.ts';

const DATA = '\x40';

/** The picture of these rows, each shown alone. */
async function picture(...lines: string[]): Promise<string[]> {
  const still = await start('esp32', font);
  for (const [row, line] of lines.entries()) still.show(row, line);
  still.settle();
  return still.panel.rows();
}

/** What was sent since the screen was ready, in each turn that sent something. */
function sentSince(shown: Shown, before: number): string[][] {
  return shown.turns.slice(before).filter((turn) => turn.length > 0);
}

test('before there is a display, texts are dropped', async () => {
  const { screen, showText } = (await import(
    `../../../firmware/oled/screen.ts?${Math.random()}`
  )) as typeof import('../../../firmware/oled/screen.ts');
  assert.deepEqual(screen, { rows: 0, isOn: false });
  showText(0, 0, 'early', false);
});

test('a screen of 64 pixels has four rows, is cleared page by page, and lit once it is dark', async () => {
  const { screen, turns, settle } = await start('esp32', font);
  assert.deepEqual({ ...screen }, { rows: 4, isOn: true });
  settle();
  const sent = turns.flat();
  assert.equal(sent.filter((bytes) => bytes === DATA + '\0'.repeat(128)).length, 8);
  assert.equal(sent.at(-1), '\x00\xaf');
  assert.equal(sent.length, 1 + 2 * 8 + 1);
});

test('a text for a row that the screen has not is dropped', async () => {
  const shown = await start('esp32', font);
  shown.settle();
  const before = shown.turns.length;
  shown.showText(3, 4, 'below', false);
  assert.equal(shown.next(), false);
  assert.deepEqual(sentSince(shown, before), []);
});

test('of two texts for the same row before a refresh only the second is taken', async () => {
  const shown = await start('esp32', font);
  const taken: string[] = [];
  shown.showTo(1, 'first', () => taken.push('first'));
  shown.showTo(1, 'second', () => taken.push('second'));
  shown.showTo(2, 'other', () => taken.push('other'));
  shown.settle();
  assert.deepEqual(taken, ['second', 'other']);
  assert.deepEqual(shown.panel.rows(), await picture('', 'second', 'other'));
});

test('a text for more rows stays when one of them gets another, and takes the place of those within', async () => {
  const shown = await start('esp32', font);
  const taken: string[] = [];
  shown.showText(2, 3, 'two rows of text that', false, () => taken.push('two'));
  shown.showTo(3, 'one', () => taken.push('one'));
  shown.settle();
  assert.deepEqual(taken, ['two', 'one']);
  shown.showTo(2, 'a', () => taken.push('a'));
  shown.showTo(3, 'b', () => taken.push('b'));
  shown.showText(2, 3, 'both', false, () => taken.push('both'));
  shown.settle();
  assert.deepEqual(taken, ['two', 'one', 'both']);
});

test('a page begins in its first row and blanks what it does not need', async () => {
  const shown = await start('esp32', font);
  for (const row of [0, 1, 2, 3]) shown.show(row, 'before');
  shown.settle();
  let rows = 0;
  shown.showText(0, 2, 'a page of more than a row', true, (count) => {
    rows = count;
  });
  shown.settle();
  assert.equal(rows, 2);
  assert.deepEqual(shown.panel.rows(), await picture('a page of more', 'than a row', '', 'before'));
});

test('a page that comes over texts under way keeps them from telling how many rows they took', async () => {
  for (let turns = 0; turns < 3; turns++) {
    const shown = await start('esp32', font, true, 4);
    shown.settle();
    const taken: string[] = [];
    shown.showTo(0, 'one', () => taken.push('one'));
    shown.showTo(1, 'two', () => taken.push('two'));
    for (let count = 0; count < turns; count++) shown.next();
    const already = taken.length;
    shown.showText(0, 3, 'page', true);
    shown.settle();
    assert.equal(taken.length, already, `after ${turns} turns`);
    assert.deepEqual(shown.panel.rows(), await picture('page'));
  }
});

test('a text of three rows in room for two shows its last two', async () => {
  const { rowsOf, panel } = await start('esp32', font);
  assert.equal(rowsOf(2, 3, 'a text that needs more rows than there is room for'), 2);
  assert.deepEqual(panel.rows(), await picture('', '', 'than there is', 'room for'));
});

test('a word that nearly fits its row is set closer, one that does not is wrapped, and a short one comes after both', async () => {
  const shown = await start('esp32', font);
  shown.show(0, '192.168.1.50:5001');
  shown.show(1, 'wwwwwwwwwwwwwwwwwwww');
  shown.settle();
  const rows = shown.panel.rows();
  assert.equal(rows[5]?.endsWith('.......'), true, 'a closer row ends before the edge');
  assert.ok(rows.slice(0, 16).some((row) => row.slice(96, 120).includes('#')));
  assert.deepEqual(rows.slice(16, 32), (await picture('', 'wwww')).slice(16, 32));
  assert.deepEqual(shown.panel.rows()[2], rows[2]);
  shown.show(0, 'short');
  shown.settle();
  assert.deepEqual(shown.panel.rows().slice(0, 16), (await picture('short')).slice(0, 16));
  shown.show(0, '192.168.1.50:5001');
  shown.settle();
  assert.deepEqual(shown.panel.rows(), rows);
});

test('in rows for more than one a long word is wrapped, not set closer', async () => {
  const { rowsOf } = await start('esp32', font);
  assert.equal(rowsOf(2, 3, '192.168.1.50:5001'), 2);
});

test('a whole row leaves in transactions of 64 bytes at most, an address before the first of each page', async () => {
  const shown = await start('esp32', font);
  shown.settle();
  const before = shown.turns.length;
  shown.show(1, 'x'.repeat(16));
  shown.settle();
  const sent = sentSince(shown, before);
  assert.deepEqual(
    sent.map((turn) => turn.map((bytes) => (bytes.startsWith(DATA) ? bytes.length - 1 : 'address'))),
    [['address', 64], [64], ['address', 64], [64]],
  );
});

test('a character goes out with one address where the controller has a window, and with two where it has none', async () => {
  for (const [board, addresses] of [
    ['esp32', 1],
    ['mpython', 2],
  ] as const) {
    const shown = await start(board, font);
    shown.settle();
    const before = shown.turns.length;
    shown.show(1, 'W');
    shown.settle();
    const sent = sentSince(shown, before).flat();
    assert.equal(sent.filter((bytes) => !bytes.startsWith(DATA)).length, addresses, board);
  }
});

test('a character that looks like the one before is not sent', async () => {
  const shown = await start('esp32', font);
  shown.show(1, '\u{1f600}');
  shown.settle();
  const before = shown.turns.length;
  shown.show(1, '\u{1f601}');
  shown.settle();
  assert.deepEqual(sentSince(shown, before), []);
});

test('pieces of work share a turn as long as they take no time, and have one each where they do', async () => {
  const turnsOf = async (stepMs: number): Promise<number> => {
    const shown = await start('esp32', font, true, stepMs);
    shown.settle();
    const before = shown.turns.length;
    shown.show(1, 'sixteen letters!');
    shown.settle();
    return shown.turns.length - before;
  };
  const quick = await turnsOf(0);
  const slow = await turnsOf(4);
  assert.equal(quick, 1 + 4 + 1, 'the work, four transactions with data, and a look for more');
  assert.ok(slow > quick + 15, `${slow}`);
});

test('a text that comes while another is drawn follows at the next refresh', async () => {
  const shown = await start('esp32', font);
  shown.settle();
  shown.show(0, 'first');
  shown.next();
  shown.show(1, 'second');
  shown.settle();
  assert.deepEqual(shown.panel.rows(), await picture('first', 'second'));
});

test('of a display that stops answering nothing is left to be done', async () => {
  const shown = await start('esp32', font, false);
  assert.equal(shown.screen.isOn, false);
  shown.settle();
  assert.equal(shown.next(), false);
  shown.show(0, 'text');
  assert.equal(shown.next(), false);
});

test('without the Chinese glyphs a wide character is a box of two cells, and what follows stands where it would', async () => {
  const plain = await start('esp32', fontStore('ascii'));
  plain.show(0, '你A');
  plain.settle();
  const full = await start('esp32', font);
  full.show(0, '你A');
  full.settle();
  const behind = (shown: Shown): string[] =>
    shown.panel
      .rows()
      .slice(0, 16)
      .map((row) => row.slice(16, 24));
  assert.deepEqual(behind(plain), column('A'));
  assert.deepEqual(behind(full), column('A'));
  assert.notDeepEqual(plain.panel.rows(), full.panel.rows());
});
