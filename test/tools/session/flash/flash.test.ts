import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Board } from '../../../../tools/boards/board.ts';
import { findBoard } from '../../../../tools/boards/load.ts';
import { decodeStorage, encodeStorage, type StorageFile } from '../../../../tools/protocol/storage-image.ts';
import { type FlashEvent, type FlashOptions, flash } from '../../../../tools/session/flash/flash.ts';
import { webSerial } from '../../../../tools/transport/web-serial.ts';
import { keeperInMemory } from '../../../support/kept-settings.ts';
import { createRomBench, type RomBench } from '../../../support/rom-bench.ts';

const ESP8266 = findBoard('esp8266-4mb');
const DEFL_BEGIN = 0x10;
const DEFL_DATA = 0x11;
const ERASE_ALL = 0xd0;

/** Bytes that do not compress, the same ones for the same seed. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

const firmwareOf = (board: Board) => ({
  version: '2v29',
  files: board.chip.firmware.files.map(({ name, offsetBytes }, index) => ({
    name,
    addressBytes: offsetBytes,
    bytes: noise(/user1|^espruino/.test(name) ? 150_000 : 128, index + 1).fill(0, 0, 1),
  })),
});
const file = (name: string, text: string): StorageFile => ({ name, data: new TextEncoder().encode(text) });
const storageOf = (board: Board, ...files: StorageFile[]) =>
  encodeStorage([file('.bootcde', 'print(1)'), ...files], board.chip.storage);

/** What a board has of its settings after its flash, each as `name=text`. */
const SETTINGS = [
  file('tinwire.json', `{"name":"${'x'.repeat(900)}"}`),
  file('.wificfg', '{"ssid":"home"}'),
  file('at.json', '{"mode":3}'),
];
const SETTINGS_TEXTS = SETTINGS.map(({ name, data }) => `${name}=${new TextDecoder().decode(data)}`);

function run(bench: RomBench, options: Partial<FlashOptions> & { board: Board }) {
  return flash(
    { transport: bench.transport, webSerial: webSerial(bench.transport) },
    { firmware: firmwareOf(options.board), storage: storageOf(options.board), ...options },
  );
}

const filesOn = (bench: RomBench, { chip: { storage } }: Board) =>
  decodeStorage(
    bench.cells.subarray(storage.addressBytes, storage.addressBytes + storage.pages * storage.pageSizeBytes),
    storage,
  ).files.map(({ name, data }) => `${name}=${new TextDecoder().decode(data)}`);

for (const id of ['esp8266-4mb', 'esp32', 'esp32-c3', 'esp32-s3']) {
  test(`a bare ${id} gets every file at its place, and runs afterwards`, async () => {
    const board = findBoard(id);
    const bench = createRomBench(board);
    const result = await run(bench, { board });
    assert.deepEqual(new Set(result.regions.map(({ outcome }) => outcome)), new Set(['written']));
    for (const { addressBytes, bytes } of firmwareOf(board).files)
      assert.deepEqual(bench.cells.subarray(addressBytes, addressBytes + bytes.length), bytes);
    assert.deepEqual(filesOn(bench, board), ['.bootcde=print(1)']);
    assert.equal(result.flashBytes, board.flashBytes);
    assert.equal(bench.isRunning, true);
    assert.deepEqual(bench.bauds.includes(460_800), true);
  });
}

test('a second flash of the same writes nothing and takes less than a second', async () => {
  const bench = createRomBench(ESP8266);
  await run(bench, { board: ESP8266 });
  bench.asked.length = 0;
  const result = await run(bench, { board: ESP8266 });
  assert.deepEqual(new Set(result.regions.map(({ outcome }) => outcome)), new Set(['same']));
  assert.equal(bench.asked.includes(DEFL_BEGIN), false);
  assert.ok(result.seconds < 1, `${result.seconds} s`);
});

test('a board with another chip is refused before anything is written, and both are named', async () => {
  const bench = createRomBench(findBoard('esp32-c3'));
  await assert.rejects(run(bench, { board: findBoard('esp32') }), {
    code: 'FLASH_BOARD_BAD',
    message: 'bench: has an ESP32-C3, but esp32 has an ESP32.',
  });
  assert.ok(bench.cells.every((byte) => byte === 0xff));
  assert.equal(bench.isRunning, true);
});

test('a module with too little flash is refused, and both sizes are named', async () => {
  const bench = createRomBench(ESP8266, { flashBytes: 1 << 20 });
  await assert.rejects(run(bench, { board: ESP8266 }), {
    code: 'FLASH_SIZE_BAD',
    message: 'bench: has 1 MB of flash, but esp8266-4mb has 4 MB.',
  });
});

test('a bit that cannot be set is found by the digest, and its block is named', async () => {
  const bench = createRomBench(ESP8266);
  bench.stuck.set(ESP8266.chip.storage.addressBytes + 0x20000, 0x01);
  await assert.rejects(run(bench, { board: ESP8266 }), {
    code: 'FLASH_DAMAGED',
    message: /^Storage: flash at 0xEB000/,
  });
});

test('lost and garbled blocks are sent again', async () => {
  const bench = createRomBench(ESP8266);
  let count = 0;
  bench.onHost = (bytes) => {
    if (bytes[2] !== DEFL_DATA || ++count % 7 !== 3) return bytes;
    const garbled = bytes.slice();
    garbled[40] = (garbled[40] ?? 0) ^ 0x04;
    return garbled;
  };
  const result = await run(bench, { board: ESP8266 });
  assert.ok(count > 7);
  assert.equal(
    result.regions.every(({ outcome }) => outcome === 'written'),
    true,
  );
  assert.equal(
    (await run(bench, { board: ESP8266, isVerify: true })).regions.every(({ outcome }) => outcome === 'same'),
    true,
  );
});

test('a line that cannot take the rate is used at a lower one', async () => {
  const bench = createRomBench(ESP8266);
  bench.highestBaud = 230_400;
  const slower: number[] = [];
  await run(bench, {
    board: ESP8266,
    onEvent: (event: FlashEvent) => {
      if (event.kind === 'slower') slower.push(event.baud);
    },
  });
  assert.deepEqual(slower, [230_400]);
  assert.deepEqual(filesOn(bench, ESP8266), ['.bootcde=print(1)']);
});

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
  assert.equal(kept.size, 0);
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
      assert.equal(kept.size, isCut ? 1 : 0, `step ${cut}`);
      const again = createRomBench(ESP8266, { hasControlLines: false });
      again.cells.set(bench.cells);
      await run(again, { ...options, keeper });
      assert.deepEqual(filesOn(again, ESP8266).slice(2).sort(), [...SETTINGS_TEXTS].sort(), `step ${cut}`);
      assert.equal(kept.size, 0);
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

test('comparing tells what differs and writes nothing', async () => {
  const bench = createRomBench(ESP8266);
  const result = await run(bench, { board: ESP8266, isVerify: true });
  assert.deepEqual(new Set(result.regions.map(({ outcome }) => outcome)), new Set(['differs']));
  assert.equal(bench.asked.includes(DEFL_BEGIN), false);
});

test('the image alone onto a board with an old partition table is warned of', async () => {
  const board = findBoard('esp32');
  const bench = createRomBench(board);
  const warnings: string[] = [];
  await run(bench, {
    board,
    firmware: null,
    onEvent: (event) => {
      if (event.kind === 'warning') warnings.push(event.text);
    },
  });
  assert.match(warnings.join(), /has no partition "storage"; the interpreter needs it at 0x320000/);
});

test('a line without DTR and RTS flashes a board whose button was held, and restarts it', async () => {
  const bench = createRomBench(ESP8266, { hasControlLines: false });
  await run(bench, { board: ESP8266 });
  assert.deepEqual(filesOn(bench, ESP8266), ['.bootcde=print(1)']);
  assert.equal(bench.isRunning, true);
});

test('a board that never answers is told which button to hold', async () => {
  const bench = createRomBench(ESP8266);
  bench.onHost = () => null;
  await assert.rejects(run(bench, { board: ESP8266 }), (error: { code: string; help: string }) => {
    assert.equal(error.code, 'FLASH_NO_LOADER');
    assert.match(error.help, /Hold the button BOOT/);
    return true;
  });
});

test('a flash that is interrupted while it connects says so', async () => {
  const bench = createRomBench(ESP8266);
  bench.onHost = () => null;
  await assert.rejects(run(bench, { board: ESP8266, signal: AbortSignal.timeout(250) }), {
    code: 'FLASH_ABORTED',
  });
});

test('a flash is interrupted while the line takes no bytes', async () => {
  for (const stuckAt of [0x08, 0x05, 0x13, DEFL_DATA]) {
    const bench = createRomBench(ESP8266);
    const stop = new AbortController();
    const write = bench.transport.write;
    bench.transport.write = (bytes) => {
      if (bytes[0] !== 0xc0 || bytes[2] !== stuckAt) return write(bytes);
      setImmediate(() => stop.abort());
      return new Promise(() => {});
    };
    await assert.rejects(
      run(bench, { board: ESP8266, signal: stop.signal }),
      { code: 'FLASH_ABORTED' },
      `command ${stuckAt}`,
    );
  }
});

test('a cable that is pulled out ends the flash at once, and the next run completes it', async () => {
  const bench = createRomBench(ESP8266);
  const onEvent = (event: FlashEvent) => {
    if (event.kind === 'progress' && event.done < event.total) void bench.transport.close();
  };
  await assert.rejects(run(bench, { board: ESP8266, onEvent }), { code: 'TRANSPORT_CLOSED' });
  const again = createRomBench(ESP8266);
  again.cells.set(bench.cells);
  await run(again, { board: ESP8266 });
  assert.deepEqual(filesOn(again, ESP8266), ['.bootcde=print(1)']);
});

test('an answer that is lost does not put a block into flash twice', async () => {
  const bench = createRomBench(ESP8266);
  let isLost = false;
  bench.onChip = (bytes) => {
    if (isLost || bytes[2] !== DEFL_DATA) return bytes;
    isLost = true;
    return null;
  };
  await run(bench, { board: ESP8266 });
  assert.equal(isLost, true);
  assert.deepEqual(filesOn(bench, ESP8266), ['.bootcde=print(1)']);
});
