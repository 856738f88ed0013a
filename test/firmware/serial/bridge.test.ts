import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  BATCH_BYTES,
  BATCH_MS,
  bridgeStats,
  onLineBytes,
  sendPending,
  startBridge,
} from '../../../firmware/serial/bridge.ts';

let sent: string[];
let lost: number;
let reached: number;
let due: Map<number, { fn: () => void; delayMs: number }>;
let ids = 0;
const statsAtPowerOn = { ...bridgeStats };

/** Lets the line be silent. */
function silence(): void {
  for (const [id, { fn }] of [...due]) {
    due.delete(id);
    fn();
  }
}

function start(silenceMs = BATCH_MS): void {
  startBridge(
    {
      after(fn, delayMs, ...values) {
        due.set(++ids, { fn: () => fn(...values), delayMs });
        return ids;
      },
      cancel(id) {
        assert.notEqual(id, 0);
        due.delete(id);
      },
    },
    {
      silenceMs,
      send(bytes) {
        if (reached > 0) sent.push(bytes);
        return reached;
      },
      onLost: () => lost++,
    },
  );
}

beforeEach(() => {
  sent = [];
  lost = 0;
  reached = 1;
  due = new Map();
  Object.assign(bridgeStats, { sent: 0, lost: 0 });
  start();
});

test('004-06 counts from nothing, and tells of the very first bytes that nobody gets', () => {
  assert.deepEqual(statsAtPowerOn, { sent: 0, lost: 0, dropped: 0, refused: 0 });
  reached = 0;
  onLineBytes('nobody\n');
  assert.equal(lost, 1);
  reached = 1;
  onLineBytes('\n');
  assert.deepEqual(sent, ['\n']);
});

test('004-03 004-F3 a line goes out in one piece when it ends', () => {
  for (const byte of 'Hi from serial\r') onLineBytes(byte);
  assert.deepEqual(sent, ['Hi from serial\r']);
});

test('004-F3 a text without an end goes out after 20 ms of silence', () => {
  onLineBytes('no');
  onLineBytes(' end');
  assert.deepEqual(sent, []);
  assert.deepEqual(
    [...due.values()].map(({ delayMs }) => delayMs),
    [BATCH_MS],
  );
  silence();
  assert.deepEqual(sent, ['no end']);
});

test('where silence does not count, a text without an end waits for more, its end or the button', () => {
  start(0);
  onLineBytes('no end');
  assert.equal(due.size, 0);
  onLineBytes(' but now\n');
  assert.deepEqual(sent, ['no end but now\n']);
});

test('004-F6 more than 512 bytes are never kept', () => {
  for (let count = 0; count < BATCH_BYTES; count++) onLineBytes('x');
  assert.deepEqual(sent, ['x'.repeat(BATCH_BYTES)]);
  silence();
  assert.equal(sent.length, 1);
});

test('004-04 the button sends what is pending, and nothing when there is nothing', () => {
  onLineBytes('pending');
  assert.equal(sendPending(), true);
  assert.equal(sendPending(), false);
  assert.deepEqual(sent, ['pending']);
});

test('004-06 what the line says while nobody is connected is counted as lost and told once', () => {
  reached = 0;
  onLineBytes('nobody\n');
  onLineBytes('still nobody\n');
  assert.equal(lost, 1);
  assert.deepEqual([bridgeStats.sent, bridgeStats.lost], [0, 20]);
  reached = 2;
  onLineBytes('hello\n');
  assert.deepEqual(sent, ['hello\n']);
  reached = 0;
  onLineBytes('gone\n');
  assert.equal(lost, 2);
  assert.equal(bridgeStats.sent, 6);
});
