import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { AT_FILE } from '../../../../firmware/features/at-console/at-settings.ts';
import { AtBench, PORT } from './at-bench.ts';

let bench: AtBench;

beforeEach(() => {
  bench = new AtBench();
});
afterEach(() => bench.end());

test('on the serial line a command is answered there, and nothing listens', () => {
  bench.start(0);
  assert.equal(bench.hasSerial, true);
  assert.equal(bench.ask('AT'), 'AT\r\r\n\r\nOK\r\n');
  assert.deepEqual([bench.listening, bench.lines], [[], []]);
});

test('what the interpreter saved of its radio is forgotten', () => {
  bench.start(0);
  assert.equal(bench.radioCalls[0], 'save clear');
});

test('AT+CWJAP joins, and tells how it went', () => {
  bench.start(0);
  assert.equal(bench.ask('AT+CWJAP="home","long enough"'), 'AT+CWJAP="home","long enough"\r\r\n');
  bench.clock.advance(1500);
  assert.ok(bench.radioCalls.includes('connect home'), `${bench.radioCalls}`);
  bench.joined();
  bench.turn();
  assert.match(bench.serialText, /WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n$/);
  assert.match(bench.files.get(AT_FILE) ?? '', /"ssid":"home"/);
});

test('AT+CWJAP to a network that is not there fails after the turn in which that is known', () => {
  bench.start(0);
  bench.ask('AT+CWJAP="home","long enough"');
  bench.clock.advance(1500);
  bench.serialText = '';
  bench.failed('NO_AP_FOUND');
  assert.equal(bench.serialText, '');
  bench.turn();
  assert.equal(bench.serialText, '+CWJAP:3\r\n\r\nFAIL\r\n');
});

test('a network that is lost is told', () => {
  bench.startAtHome(0);
  bench.serialText = '';
  bench.lost();
  bench.turn();
  assert.equal(bench.serialText, 'WIFI DISCONNECT\r\n');
});

test('AT+CWMODE=2 opens the access point of the settings, and 1 closes it', () => {
  bench.start(0);
  bench.radioCalls.length = 0;
  assert.match(bench.ask('AT+CWMODE=2'), /OK\r\n$/);
  assert.ok(bench.radioCalls.includes('startAP board'), `${bench.radioCalls}`);
  bench.radioCalls.length = 0;
  assert.match(bench.ask('AT+CWMODE=1'), /OK\r\n$/);
  assert.ok(bench.radioCalls.includes('stopAP'), `${bench.radioCalls}`);
});

test('what commands keep is in force at the next start, and AT+RESTORE forgets it', () => {
  bench.start(0);
  bench.ask('AT+CWMODE_DEF=3');
  bench.start(0);
  assert.match(bench.ask('AT+CWMODE?'), /\+CWMODE:3\r\n/);
  bench.ask('AT+RESTORE');
  bench.clock.advance(5000);
  assert.equal(bench.files.has(AT_FILE), false);
});

test('AT+GSLP lets the chip sleep', () => {
  bench.start(0);
  bench.ask('AT+GSLP=1500');
  bench.clock.advance(1000);
  assert.equal(bench.sleptMs, 1500);
});

test('while memory is short no link is opened', () => {
  bench.startAtHome(0);
  bench.freeVariables = 100;
  bench.ask('AT+CIPSTART="TCP","10.0.0.9",80');
  assert.equal(bench.connects.length, 0);
  bench.freeVariables = 1000;
  bench.ask('AT+CIPSTART="TCP","10.0.0.9",80');
  assert.equal(bench.connects.length, 1);
});

test('what is sent goes over the link', () => {
  bench.startAtHome(0);
  bench.ask('AT+CIPSTART="TCP","10.0.0.9",80');
  const socket = bench.connect();
  bench.ask('AT+CIPSEND=5');
  bench.type('hello');
  bench.clock.advance(100);
  assert.equal(socket.written, 'hello');
});

test('AT+REPL gives the serial line back to the interpreter, which over TCP has it anyway', () => {
  bench.start(0);
  assert.equal(bench.ask('AT+REPL'), 'AT+REPL\r\r\n\r\nOK\r\n');
  assert.equal(bench.hasSerial, false);
  bench.start(PORT);
  assert.match(bench.askOver(bench.join(), 'AT+REPL'), /ERROR\r\n$/);
});
