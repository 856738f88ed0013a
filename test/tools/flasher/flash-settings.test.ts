/** A board's settings outlive every flash, cut or not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import type { FlashEvent } from '../../../tools/flasher/flash.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';
import { file, filesOn, run, storageOf } from '../../support/flash-run.ts';
import { keeperInMemory } from '../../support/kept-settings.ts';
import { createRomBench } from '../../support/rom-bench.ts';

const ESP8266 = findBoard('esp8266-4mb');
const DEFL_BEGIN = 0x10;
const DEFL_DATA = 0x11;
const ERASE_ALL = 0xd0;

/** What a board has of its settings after its flash, each as `name=text`. */
const SETTINGS = [
  file('tinwire.json', `{"name":"${'x'.repeat(900)}"}`),
  file('.wificfg', '{"ssid":"home"}'),
  file('at.json', '{"mode":3}'),
];
const SETTINGS_TEXTS = SETTINGS.map(({ name, data }) => `${name}=${new TextDecoder().decode(data)}`);

test('a flash that was cut in the middle is repaired by the next run, settings included', async () => {
  const bench = createRomBench(ESP8266);
  const wifi = file('.wificfg', '{"ssid":"home"}');
  const own = file('tinwire.json', '{"name":"x"}');
  const old = encodeStorage([file('old', 'x'.repeat(70_000)), wifi, own], ESP8266.chip.storage);
  bench.cells.set(old, ESP8266.chip.storage.addressBytes);
  const { keeper, kept } = keeperInMemory();
  const stop = new AbortController();
  const onEvent = (event: FlashEvent) => {
    if (event.kind === 'progress' && event.region === 'Storage') stop.abort();
  };
  await assert.rejects(run(bench, { board: ESP8266, keeper, onEvent, signal: stop.signal }), {
    code: 'FLASH_ABORTED',
  });
  assert.equal(kept.size, 1);
  const result = await run(bench, { board: ESP8266, keeper });
  assert.deepEqual(result.settings, ['.wificfg', 'tinwire.json']);
  assert.deepEqual(filesOn(bench, ESP8266), [
    '.bootcde=print(1)',
    '.wificfg={"ssid":"home"}',
    'tinwire.json={"name":"x"}',
  ]);
  // Until the firmware on the board has answered with them: answered-settings.test.ts.
  assert.equal(result.isKept, true);
  assert.equal(kept.size, 1);
});

test('settings that were not touched are kept no longer, unless they waited before', async () => {
  const bench = createRomBench(ESP8266);
  bench.cells.set(storageOf(ESP8266, ...SETTINGS), ESP8266.chip.storage.addressBytes);
  const { keeper, kept } = keeperInMemory();
  const first = await run(bench, { board: ESP8266, firmware: null, keeper });
  assert.deepEqual([first.isKept, kept.size], [false, 0]);
  keeper.save('5c:cf:7f:01:02:03', SETTINGS);
  const again = await run(bench, { board: ESP8266, firmware: null, keeper });
  assert.deepEqual([again.isKept, kept.size], [true, 1]);
});

/** A host's frame that takes a step which a cut can follow. */
const isStep = (bytes: Uint8Array) => [DEFL_BEGIN, DEFL_DATA, ERASE_ALL].includes(bytes[2] ?? 0);

for (const isErase of [false, true]) {
  test(`settings outlive a cut at every step of a flash${isErase ? ' that erases first' : ''}`, async () => {
    const newImage = encodeStorage(
      [file('.bootcde', 'z'.repeat(66_001)), file('fw0', 'y'.repeat(66_003))],
      ESP8266.chip.storage,
    );
    const old = encodeStorage([file('fw0', 'x'.repeat(70_000)), ...SETTINGS], ESP8266.chip.storage);
    // A held button and the image alone: without the waits of a reset.
    const options = { board: ESP8266, firmware: null, storage: newImage };
    for (let cut = 0, steps = 1; cut <= steps; cut++) {
      const bench = createRomBench(ESP8266, { hasControlLines: false });
      bench.cells.set(old, ESP8266.chip.storage.addressBytes);
      const { keeper, kept } = keeperInMemory();
      steps = 0;
      bench.onHost = (bytes) => {
        if (isStep(bytes) && steps++ === cut) void bench.transport.close();
        return bytes;
      };
      const first = run(bench, { ...options, keeper, isErase });
      const isCut = await first.then(
        () => false,
        ({ code }) => code === 'TRANSPORT_CLOSED',
      );
      assert.equal(kept.size, 1, `step ${cut}`);
      const again = createRomBench(ESP8266, { hasControlLines: false });
      again.cells.set(bench.cells);
      await run(again, { ...options, keeper });
      assert.deepEqual(filesOn(again, ESP8266).slice(2).sort(), [...SETTINGS_TEXTS].sort(), `step ${cut}`);
      assert.deepEqual(
        [...kept.values()]
          .flat()
          .map(({ name }) => name)
          .sort(),
        SETTINGS.map(({ name }) => name).sort(),
      );
      if (!isCut) break;
    }
  });
}

test('a file that a cut left half written is taken from what was kept', async () => {
  const bench = createRomBench(ESP8266);
  const torn = { name: 'tinwire.json', data: new Uint8Array(40).fill(0xff) };
  bench.cells.set(storageOf(ESP8266, torn), ESP8266.chip.storage.addressBytes);
  const { keeper, kept } = keeperInMemory();
  kept.set('5c:cf:7f:01:02:03', SETTINGS);
  const restored: string[] = [];
  await run(bench, {
    board: ESP8266,
    keeper,
    onEvent: (event) => {
      if (event.kind === 'restored') restored.push(...event.names);
    },
  });
  assert.deepEqual(filesOn(bench, ESP8266).slice(1), SETTINGS_TEXTS);
  assert.deepEqual(restored, ['tinwire.json', '.wificfg', 'at.json']);
});

test('nothing is erased while the settings cannot be kept', async () => {
  const bench = createRomBench(ESP8266);
  bench.cells.set(storageOf(ESP8266, ...SETTINGS), ESP8266.chip.storage.addressBytes);
  const before = bench.cells.slice();
  const keeper = {
    ...keeperInMemory().keeper,
    save() {
      throw new Error('disk full');
    },
  };
  await assert.rejects(run(bench, { board: ESP8266, keeper, isErase: true }), { message: 'disk full' });
  assert.deepEqual(bench.cells, before);
});

test('a failed flash says where the settings wait', async () => {
  const bench = createRomBench(ESP8266);
  bench.cells.set(storageOf(ESP8266, ...SETTINGS), ESP8266.chip.storage.addressBytes);
  bench.stuck.set(ESP8266.chip.storage.addressBytes + 0x20000, 0x01);
  await assert.rejects(run(bench, { board: ESP8266, ...keeperInMemory() }), {
    code: 'FLASH_DAMAGED',
    help: /use another board\.\nthe settings of 5c:cf:7f:01:02:03 are kept/,
  });
});

test('settings are forgotten when asked', async () => {
  const bench = createRomBench(ESP8266);
  bench.cells.set(storageOf(ESP8266, file('.wificfg', '{}')), ESP8266.chip.storage.addressBytes);
  const result = await run(bench, { board: ESP8266, forgetsSettings: true });
  assert.deepEqual(result.settings, []);
  assert.deepEqual(filesOn(bench, ESP8266), ['.bootcde=print(1)']);
});
