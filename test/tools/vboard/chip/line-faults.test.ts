import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivenClock } from '../../../../tools/vboard/chip/driven-clock.ts';
import { faultySocket, parseFaults } from '../../../../tools/vboard/chip/line-faults.ts';
import { subscribers } from '../../../../tools/vboard/subscribers.ts';
import type { UsbSocket } from '../../../../tools/vboard/usb.ts';

/** A board on a cable with the faults of `plan`. */
function cabled(plan: string) {
  const clock = drivenClock();
  const sends = subscribers<[Uint8Array]>();
  const [received, arrived, events]: [number[], number[], unknown[]] = [[], [], []];
  const board: UsbSocket = {
    receive: (bytes) => received.push(...bytes),
    onSend: sends.add,
    setLines: (lines) => events.push(lines),
    setBaud: (baud) => events.push({ baud, after: received.length }),
  };
  const cable = faultySocket(board, parseFaults(plan), { clock, onCut: () => events.push('cut') });
  cable.onSend((bytes) => arrived.push(...bytes));
  const log = (...bytes: number[]) => cable.receive(Uint8Array.from(bytes));
  const answer = (...bytes: number[]) => sends.notify(Uint8Array.from(bytes));
  return { clock, cable, received, arrived, events, log, answer };
}

test('the same seed gives the same faults in any grouping, another seed others', () => {
  const run = (plan: string, group: number) => {
    const { received, cable } = cabled(plan);
    for (let at = 0; at < 10_000; at += group) cable.receive(new Uint8Array(Math.min(group, 10_000 - at)));
    return received;
  };
  const whole = run('seed=7,lose=0.01,garble=0.02', 10_000);
  assert.deepEqual(run('seed=7,lose=0.01,garble=0.02', 37), whole);
  assert.notDeepEqual(run('seed=8,lose=0.01,garble=0.02', 37), whole);
  assert.ok(whole.length > 9850 && whole.length < 9950, `${whole.length} arrived`);
  const garbled = whole.filter((byte) => byte !== 0).length;
  assert.ok(garbled > 140 && garbled < 260, `${garbled} garbled`);
});

test('bytes with a number are lost or garbled in the direction that is named', () => {
  const { received, arrived, log, answer } = cabled('to.lose-at=1,to.garble-at=3,from.lose-at=0');
  log(10, 11);
  log(12, 13, 14);
  answer(1, 2, 3);
  assert.deepEqual([received.length, received[0], received[1], received[3]], [4, 10, 12, 14]);
  assert.notEqual(received[2], 13);
  assert.deepEqual(arrived, [2, 3]);
});

test('a pause holds bytes and a rate change until its time is over, lines pass', () => {
  const { clock, cable, received, events, log } = cabled('to.pause=1:20ms');
  log(1, 2);
  cable.setBaud(9600);
  cable.setLines({ rts: true });
  log(3);
  clock.advance(19);
  assert.deepEqual(received, [1]);
  assert.deepEqual(events, [{ rts: true }]);
  clock.advance(1);
  assert.deepEqual(received, [1, 2, 3]);
  assert.deepEqual(events[1], { baud: 9600, after: 2 });
});

test('a pause holds bytes until a later one comes', () => {
  const { received, log } = cabled('to.pause=1:3');
  log(1, 2, 3);
  assert.deepEqual(received, [1]);
  log(4, 5);
  assert.deepEqual(received, [1, 2, 3, 4, 5]);
});

test('after the cut nothing passes, held bytes neither, and it is told once', () => {
  const { clock, cable, received, arrived, events, log, answer } = cabled('cut=4,from.pause=0:5ms');
  log(1, 2, 3);
  answer(7, 8);
  log(4);
  cable.setLines({ dtr: true });
  cable.setBaud(1);
  clock.advance(100);
  assert.deepEqual([received, arrived, events], [[1, 2, 3], [], ['cut']]);
  const out = cabled('cut=0');
  out.log(1);
  assert.deepEqual([out.received, out.events], [[], ['cut']]);
});

test('a plan is read from text', () => {
  const none = { lose: 0, garble: 0, loseAt: [], garbleAt: [], pauses: [] };
  assert.deepEqual(parseFaults(''), { seed: 1, toBoard: none, fromBoard: none, cut: null });
  assert.deepEqual(
    parseFaults('seed=7, lose=.5,to.garble=1,from.lose-at=3,from.lose-at=4,pause=5:9,cut=20000'),
    {
      seed: 7,
      toBoard: { ...none, lose: 0.5, garble: 1, pauses: [{ at: 5, until: 9 }] },
      fromBoard: { ...none, lose: 0.5, loseAt: [3, 4], pauses: [{ at: 5, until: 9 }] },
      cut: 20000,
    },
  );
});

test('what is wrong in a plan is named', () => {
  for (const word of [
    'lose=2',
    'lose=-1',
    'loose=1',
    'cut=x',
    'to.cut=5',
    'pause=9:5',
    'pause=9',
    'seed',
    'lose-at=1.5',
  ])
    assert.throws(
      () => parseFaults(`seed=1,${word}`),
      (error: Error & { code?: string }) =>
        error.code === 'FAULTS_BAD' && error.message.includes(`"${word}"`),
      word,
    );
  assert.throws(() => parseFaults('lose=0.1,,cut=3'), { code: 'FAULTS_BAD' });
});
