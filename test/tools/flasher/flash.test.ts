import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import type { FlashEvent } from '../../../tools/flasher/flash.ts';
import { filesOn, firmwareOf, run } from '../../support/flash-run.ts';
import { createRomBench } from '../../support/rom-bench.ts';

const ESP8266 = findBoard('esp8266-4mb');
const DEFL_BEGIN = 0x10;
const DEFL_DATA = 0x11;

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
