import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { AtBench, PORT } from './at-bench.ts';

/** Who has typed nothing for one to two of these may be replaced. */
const QUIET_MS = 60_000;

let bench: AtBench;

beforeEach(() => {
  bench = new AtBench();
});
afterEach(() => bench.end());

test('on a TCP port it says where it listens, and leaves the serial line to the interpreter', () => {
  bench.start(PORT);
  assert.deepEqual(
    [bench.lines, bench.listening, bench.hasSerial],
    [['at: listening on port 23'], [PORT], false],
  );
});

test('a port that is already in use is said', () => {
  bench.portsTaken = 1;
  bench.start(PORT);
  assert.deepEqual(bench.lines, ['at: port 23 is already in use']);
});

test('whoever comes types, and is answered in one piece a turn', () => {
  bench.start(PORT);
  const socket = bench.join();
  const before = socket.writes;
  assert.equal(bench.askOver(socket, 'AT'), 'AT\r\r\n\r\nOK\r\n');
  assert.equal(socket.writes, before + 1);
  assert.equal(bench.serialText, '');
});

test('who was gone before he could be heard takes no place', () => {
  bench.start(PORT);
  assert.deepEqual(bench.join(true).received(), []);
  const socket = bench.join();
  assert.equal(bench.askOver(socket, 'AT'), 'AT\r\r\n\r\nOK\r\n');
});

test('a second one is told that somebody types, and what he says is not heard', () => {
  bench.start(PORT);
  const first = bench.join();
  bench.askOver(first, 'AT');
  const second = bench.join();
  assert.deepEqual([second.written, second.isEnded], ['console in use\r\n', true]);
  second.notify('data', 'AT\r\n');
  second.notify('close', false);
  assert.equal(bench.askOver(first, 'AT'), 'AT\r\r\n\r\nOK\r\n');
});

test('who has typed for a minute or two nothing gives his place to who comes', () => {
  bench.start(PORT);
  const first = bench.join();
  bench.clock.advance(QUIET_MS);
  assert.equal(bench.join().isEnded, true);
  bench.clock.advance(QUIET_MS);
  const second = bench.join();
  assert.deepEqual([first.isEnded, second.isEnded], [true, false]);
  assert.match(first.written, /replaced by a new client\r\n$/);
  assert.equal(bench.join().isEnded, true, 'who has just come has typed');
  assert.equal(bench.askOver(second, 'AT'), 'AT\r\r\n\r\nOK\r\n');
});

test('who types keeps his place', () => {
  bench.start(PORT);
  const first = bench.join();
  for (let minutes = 0; minutes < 5; minutes++) {
    bench.askOver(first, 'AT');
    bench.clock.advance(QUIET_MS);
  }
  assert.equal(bench.join().isEnded, true);
  bench.clock.advance(2 * QUIET_MS);
  bench.askOver(first, 'AT');
  assert.equal(bench.join().isEnded, true, 'he typed a moment ago');
});

test('nothing of who left stays for who comes next', () => {
  bench.start(PORT);
  const first = bench.join();
  bench.askOver(first, 'ATE0');
  first.notify('data', 'AT+CWJ');
  first.notify('close', false);
  const second = bench.join();
  assert.equal(bench.askOver(second, 'AT'), 'AT\r\r\n\r\nOK\r\n');
});

test('what is said while nobody is there is lost', () => {
  bench.startAtHome(PORT);
  const socket = bench.join();
  bench.turn();
  assert.equal(socket.written, '');
});

test('who does not read, or whose socket is gone, is let go', () => {
  bench.start(PORT);
  const deaf = bench.join();
  bench.freeVariables = 100;
  deaf.notify('data', 'AT\r\n');
  bench.turn();
  assert.deepEqual([deaf.written, deaf.isEnded], ['', true]);
  bench.freeVariables = 1000;
  const gone = bench.join();
  gone.notify('data', 'AT\r\n');
  gone.write = () => {
    throw new Error('This socket is closed');
  };
  bench.turn();
  assert.equal(gone.isEnded, true);
  assert.equal(bench.join().isEnded, false);
});

test('what takes the network away lets what was said leave, and lets go who came over it', () => {
  bench.startAtHome(PORT);
  const socket = bench.join();
  bench.radioCalls.length = 0;
  socket.notify('data', 'AT+CWQAP\r\n');
  assert.match(socket.written, /OK\r\n/);
  assert.deepEqual([socket.isEnded, bench.radioCalls], [true, []]);
  bench.clock.advance(100);
  assert.ok(bench.radioCalls.includes('disconnect'), `${bench.radioCalls}`);
});

test('with an access point he may have come over that: he stays, and gives his place to who comes', () => {
  bench.startAtHome(PORT, { mode: 3 });
  const socket = bench.join();
  socket.notify('data', 'AT+CWQAP\r\n');
  bench.clock.advance(100);
  assert.equal(socket.isEnded, false);
  assert.equal(bench.join().isEnded, false);
  assert.equal(socket.isEnded, true);
});

test('after the network was lost the place is free for who comes', () => {
  bench.startAtHome(PORT);
  const first = bench.join();
  bench.lost();
  bench.turn();
  assert.equal(bench.join().isEnded, false);
  assert.equal(first.isEnded, true);
});
