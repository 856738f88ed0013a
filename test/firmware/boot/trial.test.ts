/** Programs that take from the boot code what it needs for their trial: its timer, its listeners, the names that it uses. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HEALTHY_MS, MAX_STARTS } from '../../../tools/protocol/slots.ts';
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
import { bundleText } from '../../tools/build/bundling.ts';

const BOARDS = ['esp8266-4mb', 'esp32'] as const;
/** Longer than a trial, in turns that a timer of the programs here falls into. */
const TRIAL_MS = HEALTHY_MS + 1000;
const LATE = 'setTimeout(()=>{throw new Error("late")},200);';

/** Ways to clear all timers while an image is on trial. */
const CLEARING = [
  ['in onInit', 'function onInit(){clearInterval()}'],
  ['when it is asked to start', 'E.on("init",()=>{clearTimeout()});'],
  ['in a timer', 'setTimeout(()=>{clearInterval()},100);'],
  ['by a timer that calls it', 'setTimeout(clearInterval,100);'],
  ['by its name in the global object', 'setTimeout(()=>{global.clearInterval()},100);'],
  ['again and again', 'function tick(){clearTimeout();setTimeout(tick,500)}tick();'],
] as const;

/** The slot that runs when a trial is over, without another power-on. */
async function slotBehind(id: string, storage: Uint8Array): Promise<string> {
  const clock = drivenClock();
  const bench = powerBench(id, storage, { clock });
  const board = await bench.power();
  try {
    for (let turn = 0; turn < 12; turn++) {
      clock.advance(TRIAL_MS / 10);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await board.evaluate('SLOT.n');
  } finally {
    await bench.off();
  }
}

for (const id of BOARDS) {
  const built = async (text: string): Promise<string> => (await bundleText(text, id)).code;

  describe(`the trial of a program on ${id}`, () => {
    for (const [when, code] of CLEARING) {
      test(`ends well when it clears all timers ${when}`, async () => {
        const storage = updated(id, await built(code));
        await powerCycles(id, storage, 1, TRIAL_MS);
        assert.equal(stateOf(id, storage, 1).isConfirmed, true);
      });
    }

    test('ends after 5 seconds, not later, when it clears all timers again and again', async () => {
      const storage = updated(id, await built('function tick(){clearTimeout();setTimeout(tick,90)}tick();'));
      await powerCycles(id, storage, 1, HEALTHY_MS - 500);
      assert.equal(stateOf(id, storage, 1).isConfirmed, false);
      await powerCycles(id, storage, 1, HEALTHY_MS + 500);
      assert.equal(stateOf(id, storage, 1).isConfirmed, true);
    });

    test('ends badly when it throws behind that', async () => {
      const storage = updated(id, await built(`function onInit(){clearInterval();${LATE}}`));
      await powerCycles(id, storage, 1, TRIAL_MS);
      assert.equal(stateOf(id, storage, 1).isRejected, true);
    });

    test('outlives a clock that is put forward or back', async () => {
      for (const seconds of [0, 1.9e9]) {
        const code = `setTimeout(()=>{setTime(${seconds});clearInterval()},1000);`;
        const storage = updated(id, await built(code));
        await powerCycles(id, storage, 1, 2 * TRIAL_MS);
        assert.equal(stateOf(id, storage, 1).isConfirmed, true, String(seconds));
      }
    });

    for (const removing of [
      'E.removeAllListeners();',
      'E.removeAllListeners("init");E.removeAllListeners("kill");',
      'E.removeAllListeners();E.on("kill",function(){});E.on("init",function(){});',
      'process.removeAllListeners("uncaughtException");',
      'process.removeAllListeners();process.on("uncaughtException",function(){});',
    ]) {
      test(`goes on behind ${removing}`, async () => {
        const healthy = updated(id, removing + TICK);
        await powerCycles(id, healthy, 1, TRIAL_MS);
        assert.equal(stateOf(id, healthy, 1).isConfirmed, true);
        const throwing = updated(id, removing + LATE);
        await powerCycles(id, throwing, 1, TRIAL_MS);
        assert.equal(stateOf(id, throwing, 1).isRejected, true);
        const leaving = updated(id, `${removing}setTimeout(function(){E.reboot()},100);`);
        await powerCycles(id, leaving, 1, 300);
        assert.equal(stateOf(id, leaving, 1).isConfirmed, true);
      });
    }

    test('is seen to end by itself when it removed the listeners as it started', async () => {
      const code = 'function onInit(){E.removeAllListeners("kill");setTimeout(function(){E.reboot()},100)}';
      const storage = updated(id, code);
      await powerCycles(id, storage, 1, 300);
      assert.equal(stateOf(id, storage, 1).isConfirmed, true);
    });

    // Used twice, so that the minifier leaves them where they are.
    for (const own of [
      'function load(){print("own")}load();setInterval(load,999);',
      'function setTimeout(f){print(f)}setTimeout(1);setInterval(setTimeout,999);',
      'function require(name){print(name)}require("x");setInterval(require,999);',
      'function getTime(){print("now")}getTime();setInterval(getTime,999);',
      'let SLOT=1;setInterval(()=>{print(SLOT++)},999);',
      'class E{};setInterval(()=>{print(new E())},999);print(new E());',
      'let process={on(){}};setInterval(()=>{process={on(){}}},999);process.on();',
    ]) {
      for (const development of [false, true]) {
        const kind = development ? ', its names kept for live edits' : '';
        test(`ends as any other with a root name of its own: ${own}${kind}`, async () => {
          const code = async (more: string) => (await bundleText(`${own}${more}`, id, development)).code;
          const healthy = updated(id, await code('print("on");'));
          assert.equal(await slotBehind(id, healthy), '1');
          assert.equal(stateOf(id, healthy, 1).isConfirmed, true);
          for (const fault of ['throw new Error("x");', 'setInterval(()=>{throw new Error("late")},200);']) {
            const bad = updated(id, await code(fault));
            assert.equal(await slotBehind(id, bad), '0', fault);
            assert.equal(stateOf(id, bad, 1).isRejected, true, fault);
          }
        });
      }
    }

    test('brings the one before back also when it put its own `load` in the place of the board’s', async () => {
      assert.equal(await slotBehind(id, updated(id, 'global.load=function(){};throw new Error("x");')), '0');
    });
  });
}

test('a program that clears all timers and then hangs is given up after three starts', async () => {
  const { code } = await bundleText('function onInit(){clearInterval();for(;;);}', 'esp8266-4mb');
  const storage = updated('esp8266-4mb', code);
  const bench = powerBench('esp8266-4mb', storage, { watchdogMs: WATCHDOG_MS });
  const board = await bench.power();
  while (!stateOf('esp8266-4mb', storage, 1).isRejected)
    await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await board.evaluate('SLOT.n'), '0');
  await bench.off();
});

test('a program that clears all timers runs without boot code, too', async () => {
  const { code } = await bundleText(
    'clearInterval();setTimeout(()=>{clearInterval();print("still on")},10);',
  );
  const storage = flashed('esp32', 'var off=1;');
  const bench = powerBench('esp32', storage);
  const board = await bench.power();
  let said = '';
  board.onConsole((bytes) => {
    said += bytes;
  });
  await board.evaluate(`SLOT.confirm();delete global.SLOT;eval(${JSON.stringify(code)});1`);
  while (!said.includes('still on')) await new Promise((resolve) => setImmediate(resolve));
  assert.doesNotMatch(said, /Uncaught/);
  await bench.off();
});

test('short visits do not count against a program that clears all timers', async () => {
  const { code } = await bundleText('setInterval(()=>{clearInterval()},5);', 'esp8266-4mb');
  const storage = flashed('esp8266-4mb', code);
  assert.equal(await slotThatRuns(await powerCycles('esp8266-4mb', storage, 2 * MAX_STARTS, 20)), 0);
});
