/** What an ESP32's interpreter cannot do. In a file of its own: a clock that was set stays set. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

test('an ESP32 refuses what its interpreter cannot set', () => {
  const at = new FakeConsole({ takesAddresses: false });
  at.join();
  for (const line of [
    'AT+CIPSTA="1.2.3.4"',
    'AT+CIPAP="1.2.3.4"',
    'AT+CIPDNS=1,"1.2.3.4"',
    'AT+CWDHCP=1,0',
  ]) {
    assert.equal(at.ask(line), ERROR, line);
  }
  assert.equal(at.ask('AT+CWDHCP=1,1'), OK);
  at.ask('AT+CIPSNTPCFG=1,8,"a.org"');
  assert.equal(at.ask('AT+CIPSNTPCFG=1,8,"b.org"'), ERROR);
  assert.deepEqual(at.sntp, [['a.org', 'UTC0']]);
  at.ask('AT+SLEEP=2');
  assert.equal(at.powersave, 'min');
});
