import assert from 'node:assert/strict';
import test from 'node:test';
import { upload } from '../../../tools/console/upload.ts';
import { ToolError } from '../../../tools/errors.ts';
import { STATE_BYTES } from '../../../tools/protocol/slots.ts';
import { storedBytes } from '../../../tools/protocol/storage-image.ts';
import { programText, slotImage } from '../../support/slot-image.ts';
import { skipFor, uploadBench } from '../../support/upload-bench.ts';

const codeOf = (error: unknown): string => (error instanceof ToolError ? error.code : String(error));

for (const id of ['esp8266-4mb', 'esp32']) {
  test(`${id}: writes the other slot, runs it, and sends nothing for the same image`, {
    skip: await skipFor(id),
  }, async () => {
    const bench = await uploadBench(id);
    try {
      const session = await bench.session();
      const font = Uint8Array.from({ length: 600 }, (_, index) => index);
      const text = programText(6_000);
      const first = await upload(session, slotImage(text, bench.board, { font }));
      assert.equal(first.outcome, 'running');
      assert.equal(first.slot, 0);
      assert.ok(first.sentBytes >= text.length + font.length);
      const again = await upload(session, slotImage(text, bench.board, { font }));
      assert.deepEqual([again.outcome, again.sentBytes], ['same', 0]);
      const edited = await upload(
        session,
        slotImage(text.replace('f9(a)', 'f9(a,b)'), bench.board, { font }),
      );
      assert.deepEqual([edited.outcome, edited.slot], ['running', 1]);
      assert.ok(edited.sentBytes < 600, `${edited.sentBytes} bytes sent for one edit`);
      assert.equal(await session.evaluate('SLOT.n'), 1);
      await session.close();
    } finally {
      await bench.stop();
    }
  });
}

test('a line that ends with the old program is opened anew, and the new image is seen to run', {
  skip: await skipFor('esp32'),
}, async () => {
  const bench = await uploadBench('esp32');
  try {
    const session = await bench.session({ seed: 1, cutAfterText: '$old=1;load()' });
    const image = slotImage(programText(2_000), bench.board);
    const result = await upload(session, image, { reopen: () => bench.session() });
    assert.equal(result.outcome, 'running');
  } finally {
    await bench.stop();
  }
});

test('a line that does not come back after the restart is no success', {
  skip: await skipFor('esp32'),
}, async () => {
  const bench = await uploadBench('esp32');
  try {
    const session = await bench.session({ seed: 1, cutAfterText: '$old=1;load()' });
    const reopen = () => Promise.reject(new ToolError('TRANSPORT_OPEN', 'tcp://board:23: cannot be opened.'));
    await assert.rejects(
      upload(session, slotImage(programText(2_000), bench.board), { reopen, restartMs: 40 }),
      (error: unknown) => codeOf(error) === 'UPLOAD_UNSEEN',
    );
  } finally {
    await bench.stop();
  }
});

test('puts an overwritten selector back', { skip: await skipFor('esp32') }, async () => {
  const bench = await uploadBench('esp32');
  try {
    const session = await bench.session();
    const image = slotImage(programText(2_000), bench.board);
    await upload(session, image);
    await session.exec('require("Storage").write(".bootcde","print(1)")');
    const result = await upload(session, image);
    assert.deepEqual([result.outcome, result.isSelectorRestored], ['same', true]);
    await session.close();
  } finally {
    await bench.stop();
  }
});

test('says how much room is missing and leaves the running image alone', {
  skip: await skipFor('esp8266-1mb'),
}, async () => {
  const bench = await uploadBench('esp8266-1mb');
  try {
    const session = await bench.session();
    await upload(session, slotImage(`${programText(5_000)}var one=1`, bench.board));
    await assert.rejects(
      upload(session, slotImage(programText(12_000, 8), bench.board)),
      (error: unknown) => {
        assert.equal(codeOf(error), 'UPLOAD_ROOM');
        assert.match(String(error), /but only \d+ are free/);
        return true;
      },
    );
    assert.equal(await session.evaluate('one'), 1);
    await session.close();
  } finally {
    await bench.stop();
  }
});

test('an image that leaves no room for the state of its slot is refused before anything is given up', {
  skip: await skipFor('esp32'),
}, async () => {
  const bench = await uploadBench('esp32');
  try {
    const session = await bench.session();
    const image = slotImage(programText(5_000, 8), bench.board);
    await upload(session, slotImage('var one=1', bench.board));
    const freeBytes = () => session.evaluate<number>('require("Storage").getFree()');
    // A word less than the image, its header, and a state with its header take.
    const keptBytes = storedBytes(image.code.length) + storedBytes(STATE_BYTES) - 4;
    const fillBytes = (await freeBytes()) - keptBytes - storedBytes(0);
    await session.exec(`require("Storage").write("fill","x",0,${Math.floor(fillBytes / 4) * 4})`);
    const before = await freeBytes();
    assert.ok(before >= storedBytes(image.code.length), 'the image itself would fit');
    await assert.rejects(upload(session, image), (error: unknown) => codeOf(error) === 'UPLOAD_ROOM');
    assert.equal(await freeBytes(), before);
    assert.equal(await session.evaluate('one'), 1);
    await session.close();
  } finally {
    await bench.stop();
  }
});

test('writes the boot file of a board with a single image', {
  skip: await skipFor('esp8266-1mb'),
}, async () => {
  const bench = await uploadBench('esp8266-1mb');
  try {
    const session = await bench.session();
    const result = await upload(session, slotImage('var one=2', bench.board, { hasSlots: false }));
    assert.deepEqual([result.outcome, result.slot], ['running', null]);
    assert.equal(await session.evaluate('one'), 2);
    await session.close();
  } finally {
    await bench.stop();
  }
});

test('does not call an image running that throws at its start', {
  skip: await skipFor('esp32'),
}, async () => {
  const bench = await uploadBench('esp32');
  try {
    const session = await bench.session();
    await assert.rejects(
      upload(session, slotImage('throw new Error("boom")', bench.board)),
      (error: unknown) => {
        assert.equal(codeOf(error), 'UPLOAD_ROLLED_BACK');
        assert.match(error instanceof ToolError ? (error.help ?? '') : '', /boom/);
        return true;
      },
    );
    await session.close();
  } finally {
    await bench.stop();
  }
});

test('goes on after a cut of the line at any place', { skip: await skipFor('esp32') }, async () => {
  const bench = await uploadBench('esp32');
  const image = slotImage(programText(9_000), bench.board);
  try {
    for (const cutAfterBytes of [40, 2_500, 5_000, 8_000]) {
      const line = await bench.session({ seed: 1, cutAfterBytes });
      const code = await upload(line, image).then(() => 'ok', codeOf);
      assert.equal(code, 'SESSION_LOST');
      await line.close();
    }
    const session = await bench.session();
    const result = await upload(session, image);
    assert.deepEqual([result.outcome, result.isResumed], ['running', true]);
    assert.ok(result.sentBytes < image.code.length, `${result.sentBytes} bytes sent again`);
    await session.close();
  } finally {
    await bench.stop();
  }
});
