import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  COMMAND,
  CONTROL,
  createTelnetReader,
  escapeData,
  greeting,
  setBaudrate,
  setControl,
} from '../../../tools/transport/rfc2217-codec.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

test('a rate goes out as RFC 2217 writes it, most significant byte first', () => {
  assert.equal(hex(setBaudrate(115_200)), 'fffa2c010001c200fff0');
});

test('a rate with a byte 255 in it is escaped', () => {
  assert.equal(hex(setBaudrate(255)), 'fffa2c01000000fffffff0');
});

test('DTR and RTS have the values of SET-CONTROL', () => {
  assert.equal(hex(setControl(CONTROL.DTR_ON)), 'fffa2c0508fff0');
  assert.equal(hex(setControl(CONTROL.RTS_OFF)), 'fffa2c050cfff0');
});

test('a client offers the serial port option', () => {
  assert.match(hex(greeting()), /fffb2c/);
});

test('255 in the data goes twice, other bytes stay', () => {
  assert.equal(hex(escapeData(bytes('00ff01ffff'))), '00ffff01ffffffff');
});

test('data, options and answers are told apart in every cut', () => {
  const stream = bytes(`61fffd2c62ffff63fffa2c650001c200fff064fffb1865`);
  for (let cut = 0; cut <= stream.length; cut++) {
    const read = createTelnetReader();
    const parts = [read(stream.subarray(0, cut)), read(stream.subarray(cut))];
    const data = Buffer.concat(parts.map((part) => part.data)).toString('latin1');
    assert.equal(data, 'ab\xffcde', `cut at ${cut}`);
    assert.deepEqual(
      parts.flatMap(({ comPort }) => (comPort === undefined ? [] : [comPort])),
      [true],
    );
    assert.deepEqual(
      parts.flatMap(({ answers }) => answers.map(({ command, value }) => [command, hex(value)])),
      [[COMMAND.SET_BAUDRATE, '0001c200']],
    );
  }
});

test('an option that is not known is refused, and only once', () => {
  const read = createTelnetReader();
  assert.equal(hex(read(bytes('fffb18')).reply), 'fffe18');
  assert.equal(hex(read(bytes('fffb18')).reply), '');
});

test('an answer without an end does not grow for ever', () => {
  const read = createTelnetReader();
  read(bytes('fffa2c65'));
  read(new Uint8Array(100_000).fill(7));
  const [answer] = read(bytes('fff0')).answers;
  assert.ok(answer && answer.value.length < 100);
});
