/** A whole file on a board whose Storage is here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStored } from '../../../tools/console/read-file.ts';
import { checkRoom, type StoreOptions, storeFile, sumOf } from '../../../tools/console/store-file.ts';
import { ToolError } from '../../../tools/errors.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { pieceBoard } from '../../support/piece-board.ts';

const text = Array.from({ length: 3_000 }, (_, index) =>
  String.fromCharCode(97 + ((index * index) % 23)),
).join('');
const data = Buffer.from(text);
const BLANK = '\xff';

const sumOfText = (content: string) => ({
  lengthBytes: content.length,
  crc: crc32(Buffer.from(content, 'latin1')),
});

/** Stores `text` as `f` on a board; `told` is the progress. */
async function storing(board: ReturnType<typeof pieceBoard>, own: Partial<StoreOptions> = {}) {
  const told: number[] = [];
  const now = board.files.get('f');
  const stored = await storeFile(board.session, {
    name: 'f',
    data,
    now: now === undefined ? null : sumOfText(now),
    base: null,
    onProgress: (doneBytes) => void told.push(doneBytes),
    ...own,
  });
  return { stored, told };
}

const boardWith = (files: Record<string, string>, more: Parameters<typeof pieceBoard>[0] = {}) =>
  pieceBoard({ files: new Map(Object.entries(files)), ...more });
const erased = (log: readonly string[]): string[] => log.filter((word) => word.startsWith('erase'));
const writes = (log: readonly string[]): number => log.filter((word) => word.startsWith('write')).length;

test('a file that is missing is sent whole, in pieces of the board`s size, and verified', async () => {
  const board = boardWith({});
  const { stored, told } = await storing(board);
  assert.deepEqual(stored, { sentBytes: 3_000, isResumed: false });
  assert.equal(board.files.get('f'), text);
  assert.deepEqual(told, [...Array.from({ length: 11 }, (_, index) => 256 * (index + 1)), 3_000]);
  assert.deepEqual(erased(board.log), ['erase f']);
  assert.equal(board.asked.at(-1)?.timeoutMs, 8_000);
});

test('a file that is there already costs nothing', async () => {
  const board = boardWith({ f: text });
  assert.deepEqual((await storing(board)).stored, { sentBytes: 0, isResumed: true });
  assert.deepEqual([board.asked, board.lines], [[], []]);
});

for (const [what, content] of [
  ['of the same length', text.replace(/a/g, 'z')],
  ['of another length', text.slice(1)],
  ['that begins alike and has no blank block', `${text.slice(0, 256)}${'x'.repeat(2_744)}`],
  [
    'that begins alike and has a blank block, but is another one',
    `${text.slice(0, 256)}${'x'.repeat(2_304)}${BLANK.repeat(440)}`,
  ],
  ['that is blank', BLANK.repeat(3_000)],
] as const)
  test(`another file ${what} is erased first`, async () => {
    const board = boardWith({ f: content });
    const { stored } = await storing(board);
    assert.deepEqual(stored, { sentBytes: 3_000, isResumed: false });
    assert.equal(board.files.get('f'), text);
    assert.deepEqual(erased(board.log), ['erase f']);
  });

test('a file with a CRC-32 that is right by chance, but another length, is sent', async () => {
  const board = boardWith({ f: 'x' });
  const { stored } = await storing(board, { now: { lengthBytes: 1, crc: crc32(data) } });
  assert.equal(stored.sentBytes, 3_000);
});

test('what an earlier try wrote is kept', async () => {
  const board = boardWith({ f: text.slice(0, 1_280) + BLANK.repeat(1_720) });
  const { stored, told } = await storing(board);
  assert.deepEqual(stored, { sentBytes: 1_720, isResumed: true });
  assert.equal(board.files.get('f'), text);
  assert.deepEqual(erased(board.log), []);
  assert.deepEqual(told, [1_536, 1_792, 2_048, 2_304, 2_560, 2_816, 3_000]);
});

test('blocks that a cut left half written are written to their ends', async () => {
  // Half of each block is there: Storage programs over what is blank only, which this one does not mind.
  const half =
    text.slice(0, 256) + (text.slice(256, 384) + BLANK.repeat(128)).repeat(1) + BLANK.repeat(2_488);
  const board = boardWith({ f: half });
  const { stored } = await storing(board);
  assert.deepEqual(stored, { sentBytes: 2_744, isResumed: true });
  assert.equal(board.files.get('f'), text);
});

for (const [partial, isResumed] of [
  [7, true],
  [8, false],
] as const)
  test(`${partial} whole blocks, and a shorter last one, that are neither right nor blank: ${isResumed ? 'a cut try' : 'another file'}`, async () => {
    const board = boardWith({
      f: text.slice(0, 256) + 'x'.repeat(256 * partial) + BLANK.repeat(2_744 - 256 * partial),
    });
    const { stored } = await storing(board);
    assert.equal(stored.isResumed, isResumed);
    assert.equal(board.files.get('f'), text);
  });

test('a try that cannot be programmed over is begun anew, once', async () => {
  let refusals = 1;
  const board = boardWith(
    { f: text.slice(0, 1_280) + BLANK.repeat(1_720) },
    {
      onWrite() {
        if (refusals-- > 0) throw 'no';
      },
    },
  );
  const { stored } = await storing(board);
  assert.deepEqual(stored, { sentBytes: 3_000, isResumed: false });
  assert.deepEqual(erased(board.log), ['erase f']);
  assert.equal(board.files.get('f'), text);
});

test('Storage that refuses a fresh file, or refuses twice, is told', async () => {
  const refusing = (files: Record<string, string>) =>
    boardWith(files, {
      onWrite() {
        throw 'no';
      },
    });
  const fresh = refusing({});
  await assert.rejects(storing(fresh), { code: 'UPLOAD_WRITE' });
  assert.equal(writes(fresh.log), 1);
  const resumed = refusing({ f: text.slice(0, 1_280) + BLANK.repeat(1_720) });
  await assert.rejects(storing(resumed), { code: 'UPLOAD_WRITE' });
  assert.deepEqual(erased(resumed.log), ['erase f']);
});

test('another fault of a resumed try is told at once', async () => {
  const lost = new ToolError('SESSION_LOST', 'board on memory: connection lost.');
  const board = boardWith(
    { f: text.slice(0, 1_280) + BLANK.repeat(1_720) },
    {
      onAsk({ code }) {
        if (code.includes('$w')) throw lost;
      },
    },
  );
  await assert.rejects(storing(board), (error) => error === lost);
  assert.deepEqual(erased(board.log), []);
});

test('a file that reads back wrong is written once more, then told', async () => {
  let reads = 0;
  const board = boardWith(
    {},
    {
      onAsk({ code }) {
        if (code.includes('v.length') && reads++ === 0) board.files.set('f', 'x');
      },
    },
  );
  assert.deepEqual((await storing(board)).stored, { sentBytes: 6_000, isResumed: false });
  assert.equal(board.files.get('f'), text);
  for (const content of ['x', text.replace(/a/g, 'z')]) {
    const bad = boardWith(
      {},
      {
        onAsk({ code }) {
          if (code.includes('v.length')) bad.files.set('f', content);
        },
      },
    );
    await assert.rejects(storing(bad), {
      code: 'UPLOAD_VERIFY',
      message: 'board on memory: f was read back with a wrong CRC-32.',
      help: 'The old image stays active. Try a shorter cable or another port; if the error persists: tinwire flash.',
    });
  }
});

test('blocks of a base file are copied on the board', async () => {
  const board = boardWith({ base: `....${text.slice(0, 2_500)}` });
  const { stored } = await storing(board, {
    base: { name: 'base', sum: sumOfText(`....${text.slice(0, 2_500)}`) },
  });
  assert.ok(stored.sentBytes < 1_000, `${stored.sentBytes}`);
  assert.equal(board.files.get('f'), text);
});

for (const [lengthBytes, isAsked] of [
  [1_024, true],
  [1_023, false],
] as const)
  test(`a base of ${lengthBytes} bytes is ${isAsked ? '' : 'not '}asked for its blocks`, async () => {
    const base = text.slice(0, lengthBytes);
    const board = boardWith({ base });
    const { stored } = await storing(board, { base: { name: 'base', sum: sumOfText(base) } });
    assert.equal(stored.sentBytes < 3_000, isAsked);
    assert.equal(board.files.get('f'), text);
  });

test('a name or a size that Storage does not take is told before anything is done', async () => {
  const board = boardWith({});
  await assert.rejects(storing(board, { name: 'x'.repeat(40) }), { code: 'STORAGE_NAME' });
  await assert.rejects(storing(board, { data: new Uint8Array(0) }), { code: 'STORAGE_EMPTY_FILE' });
  assert.deepEqual(board.asked, []);
});

test('a file needs its bytes, a header, and room for a slot`s state; the old one stays when there is none', async () => {
  const needed = 3_000 + 32 + 64;
  await storing(boardWith({}, { freeBytes: needed }));
  const board = boardWith({ f: 'old' }, { freeBytes: needed - 1 });
  await assert.rejects(storing(board), {
    code: 'UPLOAD_ROOM',
    message: `board on memory: f needs ${needed} bytes of Storage (32 for its header), but only ${needed - 1} are free.`,
    help: 'Old images take up space until Storage is rewritten: tinwire flash --image-only.',
  });
  assert.equal(board.files.get('f'), 'old');
});

test('room that is known is not asked for', async () => {
  const board = boardWith({});
  await checkRoom(board.session, 'f', 4, 0, 36);
  await assert.rejects(checkRoom(board.session, 'f', 4, 0, 35), { code: 'UPLOAD_ROOM' });
  assert.deepEqual(board.asked, []);
  await checkRoom(board.session, 'f', 4);
  assert.equal(board.asked.length, 1);
});

test('a file`s sum has no sign, and a missing file none', async () => {
  const { session } = boardWith({ f: 'a' });
  assert.deepEqual(await sumOf(session, 'f'), sumOfText('a'));
  assert.ok(sumOfText('a').crc > 0x7fffffff);
  assert.equal(await sumOf(session, 'g'), null);
});

test('a file is read in pieces, byte for byte', async () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index);
  const board = boardWith({ 'f`"': Buffer.from(bytes).toString('latin1') });
  assert.deepEqual(await readStored(board.session, 'f`"'), bytes);
  assert.deepEqual(
    board.asked.map(({ code }) => /,(\d+,\d+)\)\)$/.exec(code)?.[1]),
    [undefined, '0,384', '384,384', '768,232'],
  );
});

test('a file that is missing, and one that arrives damaged, are told', async () => {
  await assert.rejects(readStored(boardWith({}).session, 'f'), {
    code: 'FILE_MISSING',
    message: 'board on memory: no file "f".',
    help: 'See .files.',
  });
  const board = boardWith(
    { f: text },
    {
      onAsk({ code }) {
        if (code.includes(',384,')) board.files.set('f', text.toUpperCase());
      },
    },
  );
  await assert.rejects(readStored(board.session, 'f'), {
    code: 'FILE_VERIFY',
    message: 'board on memory: f arrived with a wrong CRC-32.',
    help: 'The line is losing bytes: try a shorter cable or another port.',
  });
});

test('a longer answer than was asked for does not run over its piece', async () => {
  const board = boardWith({ f: 'ab' });
  const { evaluate } = board.session;
  board.session.evaluate = (async (code: string) =>
    code.startsWith('btoa') ? btoa('abcdef') : evaluate(code)) as typeof evaluate;
  assert.deepEqual(await readStored(board.session, 'f'), Uint8Array.from(Buffer.from('ab')));
});
