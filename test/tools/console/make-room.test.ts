import assert from 'node:assert/strict';
import test from 'node:test';
import { makeRoom } from '../../../tools/console/make-room.ts';
import { storeFile } from '../../../tools/console/store-file.ts';
import { upload } from '../../../tools/console/upload.ts';
import { ToolError } from '../../../tools/errors.ts';
import { programText, slotImage } from '../../support/slot-image.ts';
import { skipFor, uploadBench } from '../../support/upload-bench.ts';

test('a Storage full of old edits gets room for an image, and keeps the files of others', {
  skip: await skipFor('esp8266-4mb'),
}, async () => {
  const bench = await uploadBench('esp8266-4mb');
  try {
    const session = await bench.session();
    const store = (name: string, data: Uint8Array) =>
      storeFile(session, { name, data, now: null, base: null, onProgress() {} });
    await upload(session, slotImage(programText(2_000, 1), bench.board));
    await store('tinwire.json', new TextEncoder().encode('{"name":"mine"}'));
    const free = () => session.evaluate<number>('require("Storage").getFree()');
    // What an edit leaves, as large as it takes.
    const leftBytes = (await free()) - 1_500;
    await session.exec(
      `for(var i=0;i<2;i++)require("Storage").write("hot"+i,"x",0,${Math.floor(leftBytes / 2 / 4) * 4 - 32})`,
    );
    const next = slotImage(programText(4_000, 2), bench.board);
    const refused = await upload(session, next).catch((error: unknown) => error);
    assert.ok(refused instanceof ToolError && refused.code === 'UPLOAD_ROOM', String(refused));
    assert.ok((await makeRoom(session)) > 8_000);
    assert.equal((await upload(session, next)).outcome, 'running');
    assert.equal(await session.evaluate('require("Storage").read("tinwire.json")'), '{"name":"mine"}');
    await session.close();
  } finally {
    await bench.stop();
  }
});
