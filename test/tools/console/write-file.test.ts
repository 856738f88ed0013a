/** A file in pieces, answer by answer, on a line that loses and changes some of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Piece, planPieces } from '../../../tools/console/delta.ts';
import { blockCrcs, type FileTarget, paceOf, writePieces } from '../../../tools/console/write-file.ts';
import { ToolError } from '../../../tools/errors.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { instantClock } from '../../support/instant-clock.ts';
import { type Line, pieceBoard } from '../../support/piece-board.ts';

const NAME = 'a`"\\';
const CLEANUP = '\x10delete global.$w;delete global.$c\n';
const text = Array.from({ length: 1_000 }, (_, index) => String.fromCharCode(97 + ((index * 7) % 26))).join(
  '',
);
const data = Buffer.from(text);
/** Ten of 100 bytes. */
const PIECES = planPieces(data, { lengthBytes: 0, blockBytes: 256, crcs: [] }, 100);

/** A board, and a file written to it; `done` are the offsets that were told. */
function writing(options: Parameters<typeof pieceBoard>[0] = {}, own: Partial<FileTarget> = {}) {
  const board = pieceBoard(options);
  const done: number[] = [];
  const target: FileTarget = {
    name: NAME,
    lengthBytes: data.length,
    copyFrom: 'base',
    pace: { insertBytes: 100, windowBytes: 300 },
    onPiece: ({ offset }) => void done.push(offset),
    ...own,
  };
  return {
    ...board,
    done,
    write: (pieces: readonly Piece[] = PIECES) => writePieces(board.session, pieces, target),
  };
}

/** Offsets of the pieces that were typed. */
const offsetsOf = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => {
    const found = /^.\$[wc]\((\d+),/.exec(line);
    return found ? [Number(found[1])] : [];
  });

const ALL = [0, 100, 200, 300, 400, 500, 600, 700, 800, 900];

test('boards with a long queue get larger pieces', () => {
  for (const board of ['ESP32', 'ESP32C3', 'LINUX'])
    assert.deepEqual(paceOf(board), { insertBytes: 1024, windowBytes: 2560 });
  for (const board of ['ESP8266_4MB', 'XESP32', 'XLINUX'])
    assert.deepEqual(paceOf(board), { insertBytes: 256, windowBytes: 600 });
});

test('nothing to write asks the board nothing', async () => {
  const board = writing();
  await board.write([]);
  assert.deepEqual([board.asked, board.lines], [[], []]);
});

test('pieces are written in order, each answered, and the helpers taken away again', async () => {
  const board = writing();
  await board.write();
  assert.equal(board.files.get(NAME), text);
  assert.deepEqual(board.done, ALL);
  assert.deepEqual(offsetsOf(board.lines), ALL);
  assert.equal(board.lines.at(-1), CLEANUP);
  assert.deepEqual([board.asked.length, board.log[0]], [1, `write ${NAME} 0 100`]);
  assert.equal(board.pushes(), 0);
  assert.ok(!board.log.some((word) => word.startsWith('resync')));
});

test('the first piece makes the file, and nothing overtakes it', async () => {
  let isMade = false;
  const board = writing({
    line: (line, number) => {
      if (number === 1) assert.ok(isMade);
      return line;
    },
    onWrite: () => {
      isMade = true;
    },
  });
  await board.write();
});

test('more than the window is never under way, and less than it waits for nothing', async () => {
  const board = writing();
  await board.write();
  assert.ok(board.mostUnansweredBytes() <= 300, `${board.mostUnansweredBytes()}`);
  assert.ok(board.mostUnansweredBytes() > 230, `${board.mostUnansweredBytes()}`);
});

test('a piece larger than the window goes alone', async () => {
  const board = writing({}, { pace: { insertBytes: 100, windowBytes: 10 } });
  await board.write();
  assert.equal(board.files.get(NAME), text);
});

test('what the board has already is copied there, through RAM', async () => {
  const board = writing({ files: new Map([['base', `..${text}`]]) });
  const part = (offset: number, length: number): Piece => ({
    kind: 'copy',
    offset,
    from: offset + 2,
    length,
    crc: crc32(data.subarray(offset, offset + length)),
  });
  await board.write([part(0, 600), part(600, 400)]);
  assert.equal(board.files.get(NAME), text);
  assert.ok(board.lines.every((line) => line.length < 60));
});

test('what is there already is not written again', async () => {
  const board = writing({ files: new Map([[NAME, text.slice(0, 300) + '\xff'.repeat(700)]]) });
  await board.write();
  assert.equal(board.files.get(NAME), text);
  assert.deepEqual(board.log.filter((word) => word.startsWith('write')).length, 7);
});

test('pieces that do not begin the file go without waiting for the first', async () => {
  const board = writing({ files: new Map([[NAME, text.slice(0, 500) + '\xff'.repeat(500)]]) });
  await board.write(PIECES.slice(5));
  assert.equal(board.files.get(NAME), text);
  assert.deepEqual(offsetsOf(board.lines), ALL.slice(5));
});

/** Changes the first line that has this offset. */
function once(offset: number, change: (line: string) => string | null): Line {
  let isDone = false;
  return (line) => {
    if (isDone || !line.startsWith(`\x10$w(${offset},`)) return line;
    isDone = true;
    return change(line);
  };
}

for (const [what, change] of [
  [
    'with another letter',
    (line: string) => line.replace(/'(.)/, (_, letter) => `'${letter === 'x' ? 'y' : 'x'}`),
  ],
  ['that is no statement any more', (line: string) => line.replace('(', ')')],
  ['with another offset', (line: string) => line.replace('(400,', '(40,')],
] as const)
  test(`a piece ${what} is refused and sent again, those that were written are not`, async (t) => {
    instantClock(t);
    const board = writing({ line: once(400, change) });
    await board.write();
    assert.equal(board.files.get(NAME), text);
    assert.deepEqual(
      [...board.done].sort((one, other) => one - other),
      ALL,
    );
    const offsets = offsetsOf(board.lines);
    assert.equal(offsets.filter((offset) => offset === 400).length, 2);
    assert.equal(offsets.filter((offset) => offset < 400).length, 4);
    assert.deepEqual(
      board.log.filter((word) => word.startsWith('resync')),
      ['resync 10000'],
    );
    assert.equal(board.asked.length, 2);
  });

for (const [offset, change] of [
  [400, (line: string) => line.replace(/'(.)/, (_, letter) => `'${letter === 'x' ? 'y' : 'x'}`)],
  [400, (line: string) => line.replace('(', ')')],
] as const)
  test(`a refusal is acted on at once: ${change('$w(4,"a")')}`, async (t) => {
    const now = instantClock(t);
    const board = writing({ line: once(offset, change) });
    await board.write();
    assert.ok(now() < 1_000, `${now()} ms`);
  });

test('an answer that stays away is waited for with bytes that push, then the piece is sent again', async (t) => {
  const now = instantClock(t);
  const board = writing({ line: once(0, () => null) });
  await board.write();
  assert.equal(board.files.get(NAME), text);
  assert.equal(board.pushes(), 8);
  assert.ok(now() >= 3_200 && now() < 3_600, `${now()} ms`);
});

test('an answer that was lost costs no second write of its piece', async (t) => {
  instantClock(t);
  const board = writing({ reply: (said, number) => (number === 2 ? null : said) });
  await board.write();
  assert.equal(board.files.get(NAME), text);
  assert.equal(board.log.filter((word) => word === `write ${NAME} 200 100`).length, 1);
});

test('marks that answer nothing of ours change nothing', async () => {
  const board = writing({ reply: (said) => `\x02a900000\r\n\x02nx\r\nwords\r\n${said}` });
  await board.write();
  assert.deepEqual(board.done, ALL);
  assert.equal(board.asked.length, 1);
});

test('Storage that refuses a piece is told with its reason, and nothing more is sent', async () => {
  const board = writing({
    onWrite(_, offset) {
      if (offset === 100) throw 'Not enough space';
    },
  });
  await assert.rejects(board.write(), {
    code: 'UPLOAD_WRITE',
    message: `board on memory: Storage rejected ${NAME}: Not enough space.`,
    help: 'Flash the board by cable, which clears Storage: tinwire flash.',
  });
  assert.ok(offsetsOf(board.lines).length < 5);
});

test('a line that damages all is given up after ten tries', async (t) => {
  instantClock(t);
  const board = writing({
    line: (line) => line.replace(/'(.)/, (_, letter) => `'${letter === 'x' ? 'y' : 'x'}`),
  });
  await assert.rejects(board.write(), {
    code: 'UPLOAD_LINE',
    message: `board on memory: ${NAME} keeps arriving damaged.`,
    help: 'Try a shorter cable or another port; the old image still runs. The next upload resumes from here.',
  });
  assert.deepEqual(offsetsOf(board.lines), Array(10).fill(0));
  assert.equal(board.log.length, 9);
});

test('a line that damages each piece once is not given up, far more often than ten times', async (t) => {
  instantClock(t);
  const small = planPieces(data, { lengthBytes: 0, blockBytes: 256, crcs: [] }, 40);
  const damaged = new Set<string>();
  const line: Line = (sent) => {
    if (!sent.startsWith('\x10$w') || damaged.has(sent)) return sent;
    damaged.add(sent);
    return sent.replace("'", "'x");
  };
  const board = writing({ line }, { pace: { insertBytes: 40, windowBytes: 10 } });
  await board.write(small);
  assert.equal(board.files.get(NAME), text);
  assert.ok(board.asked.length > 10, `${board.asked.length}`);
});

test('helpers that do not get through cost tries, other faults end the upload', async (t) => {
  instantClock(t);
  let faults = 3;
  const board = writing({
    onAsk() {
      if (faults-- > 0) throw new ToolError('SESSION_GARBLED', 'board on memory: damaged.');
    },
  });
  await board.write();
  assert.equal(board.files.get(NAME), text);
  assert.equal(board.log.filter((word) => word === 'resync 10000').length, 3);
  const lost = new ToolError('SESSION_LOST', 'board on memory: connection lost.');
  const other = writing({
    onAsk() {
      throw lost;
    },
  });
  await assert.rejects(other.write(), (error) => error === lost);
});

test('a line that is gone ends the upload', async () => {
  const board = writing({ line: () => null });
  const written = board.write();
  setImmediate(() => void board.transport.close());
  await assert.rejects(written, { code: 'SESSION_LOST' });
});

test('a file`s blocks are told by their CRC-32s, the shorter last one too', async () => {
  const board = pieceBoard({ files: new Map([[NAME, text]]) });
  const expected = [0, 256, 512, 768].map((at) => crc32(data.subarray(at, at + 256)));
  assert.ok(expected.some((crc) => crc > 0x7fffffff));
  assert.deepEqual(await blockCrcs(board.session, NAME, 256), expected);
  assert.deepEqual(await blockCrcs(board.session, 'missing', 256), []);
  assert.equal(board.asked[0]?.timeoutMs, 15_000);
});

test('what a program says between blocks is none', async () => {
  const { session } = pieceBoard();
  session.exec = async () => 'c1z\nwords c2\nc3 more\nC4\ncz\n';
  assert.deepEqual(await blockCrcs(session, NAME, 256), [71, 35]);
});
