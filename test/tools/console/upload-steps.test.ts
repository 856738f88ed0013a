/** An upload, file by file, onto a board whose Storage is here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { type UploadOptions, type UploadProgress, upload } from '../../../tools/console/upload.ts';
import { type Image, makeImage } from '../../../tools/image/image.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { decodeState, encodeState, STATE_OFFSET } from '../../../tools/protocol/slots.ts';
import { pieceBoard } from '../../support/piece-board.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const FONT = { name: 'ascii16', data: Buffer.from('font') };

/** An image of this text; `selector: null`: the board has room for one only. */
function imageOf(code: string, selector: string | null = 'select', files = [FONT]): Image {
  return makeImage({
    board: findBoard('esp8266-4mb'),
    code: Buffer.from(code),
    map: '',
    selector: selector === null ? null : Buffer.from(selector),
    files,
    modules: [],
    variables: 0,
  });
}

/** A slot's state on a board. */
function state(code: string, sequence: number): string {
  const bytes = encodeState({ sequence, lengthBytes: code.length, crc: crc32(Buffer.from(code)) });
  bytes[STATE_OFFSET.commit] = 0;
  return latin1(bytes);
}

/** A board with these files; a restart runs the newest slot. */
function board(
  files: Record<string, string>,
  running: number | null,
  more: Parameters<typeof pieceBoard>[0] = {},
) {
  let loads = 0;
  const found = pieceBoard({
    files: new Map(Object.entries(files)),
    globals: {
      ...(running === null ? {} : { SLOT: { n: running } }),
      load() {
        loads++;
        found.context.$old = undefined;
        const sequenceOf = (slot: number): number =>
          decodeState(Buffer.from(found.files.get(`ab${slot}`) ?? '', 'latin1'))?.sequence ?? -1;
        if (Math.max(sequenceOf(0), sequenceOf(1)) < 0) return;
        found.context.SLOT = { n: sequenceOf(1) > sequenceOf(0) ? 1 : 0 };
      },
    },
    ...more,
  });
  const told: UploadProgress[] = [];
  return {
    ...found,
    told,
    loads: () => loads,
    upload: (image: Image, options: UploadOptions = {}) =>
      upload(found.session, image, { onProgress: (one) => void told.push(one), ...options }),
    names: () => [...found.files.keys()].sort(),
  };
}

const RUNNING = { '.bootcde': 'select', ascii16: 'font', fw0: 'old program', ab0: state('old program', 4) };

test('an empty board gets files, image, selector and a committed state, in this order, and runs it', async () => {
  const to = board({}, null);
  const image = imageOf('a program');
  assert.deepEqual(await to.upload(image), {
    outcome: 'running',
    slot: 0,
    imageBytes: 9,
    sentBytes: 4 + 9 + 6,
    isResumed: false,
    isSelectorRestored: true,
  });
  assert.deepEqual(
    to.log.filter((word) => word.startsWith('write')).map((word) => word.split(' ')[1]),
    ['ascii16', 'fw0', '.bootcde', 'ab0', 'ab0'],
  );
  assert.deepEqual(decodeState(Buffer.from(to.files.get('ab0') ?? '', 'latin1')), {
    sequence: 1,
    lengthBytes: 9,
    crc: image.manifest.crc32,
    isCommitted: true,
    isConfirmed: false,
    isRejected: false,
    attempts: 0,
  });
  assert.equal(to.loads(), 1);
  assert.deepEqual(to.told, [
    { step: 'inspect', file: null, doneBytes: 0, totalBytes: 0 },
    { step: 'write', file: 'ascii16', doneBytes: 4, totalBytes: 4 },
    { step: 'write', file: 'fw0', doneBytes: 9, totalBytes: 9 },
    { step: 'commit', file: 'fw0', doneBytes: 9, totalBytes: 9 },
    { step: 'write', file: '.bootcde', doneBytes: 6, totalBytes: 6 },
    { step: 'restart', file: null, doneBytes: 0, totalBytes: 0 },
  ]);
});

test('a new image goes into the other slot, and the old one stays', async () => {
  const to = board(RUNNING, 0);
  const { slot, outcome, sentBytes } = await to.upload(imageOf('new program'));
  assert.deepEqual([slot, outcome, sentBytes], [1, 'running', 11]);
  assert.deepEqual([to.files.get('fw0'), to.files.get('fw1')], ['old program', 'new program']);
  assert.equal(decodeState(Buffer.from(to.files.get('ab1') ?? '', 'latin1'))?.sequence, 5);
});

test('the image that runs is the same, and restarted only when it is forced', async () => {
  const to = board(RUNNING, 0);
  assert.deepEqual(await to.upload(imageOf('old program')), {
    outcome: 'same',
    slot: 0,
    imageBytes: 11,
    sentBytes: 0,
    isResumed: false,
    isSelectorRestored: false,
  });
  assert.equal(to.loads(), 0);
  assert.equal((await to.upload(imageOf('old program'), { isRestartForced: true })).outcome, 'running');
  assert.equal(to.loads(), 1);
  assert.deepEqual(
    to.log.filter((word) => /^(write|erase)/.test(word)),
    [],
  );
});

test('a selector that was overwritten is put back, also beside the image that runs', async () => {
  const to = board({ ...RUNNING, '.bootcde': 'mine' }, 0);
  const { outcome, isSelectorRestored } = await to.upload(imageOf('old program'));
  assert.deepEqual([outcome, isSelectorRestored, to.files.get('.bootcde')], ['same', true, 'select']);
});

test('without a restart the image runs from the next boot on', async () => {
  const to = board(RUNNING, 0);
  assert.equal((await to.upload(imageOf('new program'), { restart: false })).outcome, 'committed');
  assert.equal(to.loads(), 0);
  // It is there now: a second upload only restarts.
  const again = await to.upload(imageOf('new program'));
  assert.deepEqual([again.outcome, again.sentBytes, to.loads()], ['running', 0, 1]);
});

test('an image that is ready gets its selector back before the restart', async () => {
  const to = board({ ...RUNNING, '.bootcde': 'mine', fw1: 'new program', ab1: state('new program', 5) }, 0);
  const { isSelectorRestored, outcome } = await to.upload(imageOf('new program'));
  assert.deepEqual([isSelectorRestored, outcome], [true, 'running']);
});

test('a slot whose file is damaged is written anew, and its state first taken away', async () => {
  const to = board({ ...RUNNING, fw0: 'bad program' }, 0);
  const { slot, outcome } = await to.upload(imageOf('old program'));
  assert.deepEqual([slot, outcome, to.files.get('fw0')], [0, 'running', 'old program']);
  assert.deepEqual(to.log.filter((word) => word.startsWith('erase'))[0], 'erase ab0');
});

test('a board with a single image has it in its boot file', async () => {
  const to = board({ '.bootcde': 'old' }, null);
  const image = imageOf('program', null, []);
  const result = await to.upload(image);
  assert.deepEqual([result.outcome, result.slot, result.isSelectorRestored], ['running', null, false]);
  assert.deepEqual(to.names(), ['.bootcde']);
  assert.equal(to.files.get('.bootcde'), 'program');
  assert.equal((await to.upload(image)).outcome, 'same');
  assert.equal((await to.upload(image, { isRestartForced: true })).outcome, 'running');
  assert.equal(to.loads(), 2);
});

test('an image without room is refused before anything is erased', async () => {
  const to = board(RUNNING, 0, { freeBytes: 100 });
  await assert.rejects(to.upload(imageOf('new program')), { code: 'UPLOAD_ROOM' });
  assert.deepEqual(to.log, []);
});

test('blocks of the image that runs are copied', async () => {
  const code = Array.from({ length: 3_000 }, (_, index) =>
    String.fromCharCode(97 + ((index * index) % 23)),
  ).join('');
  const to = board({ ...RUNNING, fw0: code, ab0: state(code, 4) }, 0);
  const { sentBytes, outcome } = await to.upload(imageOf(`${code} `));
  assert.ok(sentBytes < 800, `${sentBytes}`);
  assert.equal(outcome, 'running');
});

for (const [what, reads] of [
  ['twice', 2],
  ['three times', 3],
] as const)
  test(`a state that reads back wrong ${what} ${reads === 3 ? 'is told, and not committed' : 'is asked for again'}`, async () => {
    let wrong = reads;
    const to = board(RUNNING, 0);
    const { evaluate } = to.session;
    to.session.evaluate = (async (code: string, options?: object) =>
      code.startsWith('btoa') && wrong-- > 0 ? 'AAAA' : evaluate(code, options)) as typeof evaluate;
    const uploaded = to.upload(imageOf('new program'), { restart: false });
    if (reads === 2) assert.equal((await uploaded).outcome, 'committed');
    else {
      await assert.rejects(uploaded, {
        code: 'UPLOAD_VERIFY',
        message: 'board on memory: ab1 differs when read back.',
        help: 'The old image still boots. Run the upload again; if the error persists: tinwire flash.',
      });
      assert.equal(to.files.get('ab1')?.charCodeAt(STATE_OFFSET.commit), 0xff);
    }
  });
