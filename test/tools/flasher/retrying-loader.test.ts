/** Work on a loader that fails, try by try. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { ToolError } from '../../../tools/errors.ts';
import { FLASH_BAUDS, openRetryingLoader } from '../../../tools/flasher/retrying-loader.ts';
import { webSerial } from '../../../tools/transport/web-serial.ts';
import { instantClock } from '../../support/instant-clock.ts';
import { createRomBench } from '../../support/rom-bench.ts';

const fault = (code = 'FLASH_LINE'): ToolError => new ToolError(code, `bench: ${code}.`);

/** A loader on a chip whose boot button is held; `slower` are the rates that were told. */
async function opened(
  own: { bauds?: readonly number[]; baud?: null; highestBaud?: number; hasControlLines?: boolean } = {},
) {
  const bench = createRomBench(findBoard('esp8266-1mb'), { hasControlLines: own.hasControlLines ?? false });
  if (own.highestBaud) bench.highestBaud = own.highestBaud;
  const transport = own.baud === null ? { ...bench.transport, baud: null } : bench.transport;
  const slower: number[] = [];
  const loader = await openRetryingLoader(
    { transport, webSerial: webSerial(transport) },
    { bauds: own.bauds ?? FLASH_BAUDS, onSlower: (baud) => void slower.push(baud) },
  );
  return { loader, bench, slower };
}

/** Work that fails so often. */
function failing(times: number, error: Error = fault()) {
  let done = 0;
  return {
    work: async () => {
      if (done++ < times) throw error;
      return 'done';
    },
    done: () => done,
  };
}

test('the highest rate is taken, and the chip says who it is', async () => {
  const { loader, bench, slower } = await opened();
  assert.deepEqual([FLASH_BAUDS, bench.transport.baud, slower], [[460_800, 230_400, 115_200], 460_800, []]);
  assert.deepEqual([loader.chip, loader.flashBytes], ['ESP8266', 1 << 20]);
  assert.match(loader.mac, /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
});

test('work is done again twice at a rate, then at the next one, until none is left', async () => {
  const { loader, bench, slower } = await opened();
  const twice = failing(2);
  assert.equal(await loader.run(twice.work), 'done');
  assert.deepEqual(slower, []);
  const often = failing(5);
  assert.equal(await loader.run(often.work), 'done');
  assert.deepEqual([slower, bench.transport.baud], [[230_400], 230_400]);
  const error = fault();
  const always = failing(99, error);
  await assert.rejects(loader.run(always.work), (told) => told === error);
  assert.deepEqual([always.done(), slower, bench.transport.baud], [6, [230_400, 115_200], 115_200]);
});

test('a fault that is not the line`s is told at once', async () => {
  const { loader, slower } = await opened({ bauds: [115_200] });
  for (const error of [fault('FLASH_ABORTED'), new Error('FLASH_LINE')]) {
    const once = failing(99, error);
    await assert.rejects(loader.run(once.work), (told) => told === error);
    assert.equal(once.done(), 1);
  }
  assert.deepEqual(slower, []);
});

test('a line without a rate has no slower one', async () => {
  const { loader, slower, bench } = await opened({ baud: null });
  const always = failing(99);
  await assert.rejects(loader.run(always.work), { code: 'FLASH_LINE' });
  assert.deepEqual([always.done(), slower, bench.transport.baud], [3, [], 115_200]);
});

test('without a listener the rate is lowered all the same', async () => {
  const bench = createRomBench(findBoard('esp8266-1mb'), { hasControlLines: false });
  const loader = await openRetryingLoader(
    { transport: bench.transport, webSerial: webSerial(bench.transport) },
    { bauds: [230_400, 115_200] },
  );
  assert.equal(await loader.run(failing(3).work), 'done');
  assert.equal(bench.transport.baud, 115_200);
});

test('the list of rates that was given stays as it is', async () => {
  const bauds = [230_400, 115_200];
  const { loader } = await opened({ bauds });
  await loader.run(failing(3).work);
  assert.deepEqual(bauds, [230_400, 115_200]);
});

test('a rate that the line does not carry is left for the next one, after a reset where there are lines', async (t) => {
  instantClock(t);
  const { slower, bench, loader } = await opened({ highestBaud: 115_200, hasControlLines: true });
  assert.deepEqual(slower, [230_400, 115_200]);
  assert.equal(bench.transport.baud, 115_200);
  assert.equal(await loader.run(async (chip) => (await chip.read(0, 4)).length), 4);
});

test('a fault while the rate is lowered that is not the line`s is told', async () => {
  const { loader, bench } = await opened();
  const gone = new Error('gone');
  bench.transport.setBaud = async () => {
    throw gone;
  };
  await assert.rejects(loader.run(failing(3).work), (told) => told === gone);
});

test('a first rate that fails for another reason is no reason for a lower one', async () => {
  const bench = createRomBench(findBoard('esp8266-1mb'), { hasControlLines: false });
  const { setBaud } = bench.transport;
  const gone = new Error('gone');
  bench.transport.setBaud = async (baud) => {
    if (baud !== 115_200) throw gone;
    await setBaud(baud);
  };
  await assert.rejects(
    openRetryingLoader(
      { transport: bench.transport, webSerial: webSerial(bench.transport) },
      { bauds: FLASH_BAUDS },
    ),
    (told) => told === gone,
  );
});

test('whoever interrupts is told so, before any rate is tried', async () => {
  const bench = createRomBench(findBoard('esp8266-1mb'), { hasControlLines: false });
  const abort = new AbortController();
  abort.abort();
  await assert.rejects(
    openRetryingLoader(
      { transport: bench.transport, webSerial: webSerial(bench.transport) },
      { bauds: FLASH_BAUDS, signal: abort.signal },
    ),
    { code: 'FLASH_ABORTED' },
  );
  assert.ok(!bench.bauds.includes(460_800));
});
