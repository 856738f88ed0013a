/** Which programs of one's own the boot code keeps: the image knows nothing of slots and confirms nothing itself. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HEALTHY_MS, MAX_ATTEMPTS, MAX_STARTS, STATE_OFFSET } from '../../../tools/protocol/slots.ts';
import { drivenClock } from '../../../tools/vboard/chip/driven-clock.ts';
import { powerBench } from '../../support/power-bench.ts';
import {
  flashed,
  powerCycles,
  slotThatRuns,
  stateOf,
  TICK,
  updated,
  WATCHDOG_MS,
} from '../../support/slot-trial.ts';

const BOARDS = ['esp8266-4mb', 'esp32'] as const;
for (const id of BOARDS) {
  const chip = id === 'esp32' ? 'ESP32' : 'require("ESP8266")';

  describe(`the boot code of ${id}`, () => {
    test('keeps a program that runs, and writes no more once it is confirmed', async () => {
      const storage = flashed(id, TICK);
      await powerCycles(id, storage, 1, HEALTHY_MS + 100);
      assert.equal(stateOf(id, storage, 0).isConfirmed, true);
      const confirmed = storage.slice();
      const bench = await powerCycles(id, storage, id === 'esp32' ? 99 : 9, 20);
      assert.equal(bench.operations, 0);
      assert.deepEqual(storage, confirmed);
      assert.equal(await slotThatRuns(bench), 0);
    });

    test('keeps the only program when each power-on is shorter than its trial', async () => {
      assert.equal(await slotThatRuns(await powerCycles(id, flashed(id, TICK), 2 * MAX_STARTS, 20)), 0);
    });

    for (const [name, code] of [
      // Once only: a board that does nothing but load never comes to rest.
      ['load()', 'if(!S.read("once")){S.write("once","1");load()}'],
      ['reset()', 'reset()'],
      ['E.reboot()', 'E.reboot()'],
      ['a restart of the chip', `${chip}.reboot()`],
      ['deep sleep', `${chip}.deepSleep(6e7)`],
      ['a restart that a timer was given', `setTimeout(${chip}.reboot,10)`],
    ] as const) {
      for (const [when, program] of [
        ['at once', `${code};`],
        ['after a while', `setTimeout(function(){${code}},100);`],
      ] as const) {
        test(`keeps a program that ends itself ${when} by ${name}`, async () => {
          const storage = updated(id, `var S=require("Storage");${program}`);
          await powerCycles(id, storage, 1, 300);
          const { isConfirmed, isRejected } = stateOf(id, storage, 1);
          assert.deepEqual({ isConfirmed, isRejected }, { isConfirmed: true, isRejected: false });
        });
      }
    }

    test('gives up a program that throws when it starts, and the one before runs', async () => {
      const storage = updated(id, 'print("on");throw new Error("boom");');
      const bench = await powerCycles(id, storage, 1, 20);
      assert.equal(stateOf(id, storage, 1).isRejected, true);
      assert.equal(await slotThatRuns(bench), 0);
    });

    test('keeps a confirmed program that throws once when it starts', async () => {
      const storage = flashed(id, 'if(require("Storage").read("bad"))throw new Error("boom");');
      const bench = await powerCycles(id, storage, 1, HEALTHY_MS + 100);
      await (await bench.power()).evaluate('require("Storage").write("bad","1")');
      await (await bench.power()).evaluate('require("Storage").erase("bad")');
      assert.equal(stateOf(id, storage, 0).isRejected, false);
      assert.equal(await slotThatRuns(bench), 0);
    });

    test('gives up a program that throws later on when there is one to go back to, and keeps it otherwise', async () => {
      const throwing = 'setTimeout(function(){throw new Error("late")},100);';
      const [later, only] = [updated(id, throwing), flashed(id, throwing)];
      assert.equal(await slotThatRuns(await powerCycles(id, later, 1, HEALTHY_MS + 500)), 0);
      assert.equal(await slotThatRuns(await powerCycles(id, only, 1, HEALTHY_MS + 500)), 0);
      assert.equal(stateOf(id, only, 0).isConfirmed, true);
    });

    test('gives up a program that restarts the board because it throws', async () => {
      const storage = updated(
        id,
        'process.on("uncaughtException",function(){E.reboot()});setTimeout(function(){throw new Error("x")},10);',
      );
      await powerCycles(id, storage, 1, 400);
      assert.equal(stateOf(id, storage, 1).isConfirmed, false);
      assert.equal(await slotThatRuns(await powerCycles(id, storage, MAX_STARTS, 400)), 0);
    });

    test('shows the trace of what is thrown, as without boot code', async () => {
      let said = '';
      const clock = drivenClock();
      const program = 'setTimeout(function late(){throw new Error("x")},50);';
      const bench = powerBench(id, flashed(id, program), { clock });
      const board = await bench.power();
      board.onConsole((bytes) => {
        said += bytes;
      });
      clock.advance(60);
      await new Promise((resolve) => setImmediate(resolve));
      await bench.off();
      assert.match(said, /Uncaught Error: x\r?\n {4}at :1:\d+\r?\n/);
    });
  });
}

test('an ESP8266 resets a program that hangs, and three resets bring the one before back', async () => {
  for (const hang of ['for(;;);', 'function onInit(){for(;;);}', 'setTimeout(function(){for(;;);},0);']) {
    const storage = updated('esp8266-4mb', hang);
    const bench = powerBench('esp8266-4mb', storage, { watchdogMs: WATCHDOG_MS });
    const board = await bench.power();
    while (!stateOf('esp8266-4mb', storage, 1).isRejected)
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await board.evaluate('SLOT.n'), '0', hang);
    await bench.off();
  }
});

test('an ESP32 that hangs is noticed when its power is cut and comes back', async () => {
  // A hang stands for itself by its state alone: the start was begun, and its timers never came.
  const storage = updated('esp32', TICK);
  const at = Buffer.from(storage).lastIndexOf('A1\x02\0');
  for (let start = 0; start < MAX_ATTEMPTS; start++) storage[at + STATE_OFFSET.attempts + 2 * start] = 0;
  assert.equal(await slotThatRuns(powerBench('esp32', storage)), 0);
});
