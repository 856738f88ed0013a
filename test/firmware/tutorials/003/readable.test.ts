import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_GROWTH_BYTES, readable, readableBlock } from '../../../../firmware/tutorials/003/readable.ts';

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');
const textOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString();

test('UTF-8 stays as it is, and what is none becomes U+FFFD as elsewhere', () => {
  for (const bytes of [
    '',
    'hello',
    bytesOf('你好，world 🎉'),
    '\xff',
    'a\xffb\xfe',
    '\xe4\xbd',
    bytesOf('\ufffd你'),
    '\xc0\x80\xed\xa0\x80z',
  ])
    assert.equal(
      textOf(readable(bytes)),
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1')),
    );
});

test('a text grows by a bound, whatever is in it', () => {
  const kinds = ['\xff', 'a\xff', '\xe4\xbd', '\xff\xe4\xbd\xa0', '\xc4\xe3\xba\xc3'];
  for (const kind of kinds) {
    const bytes = kind.repeat(1024 / kind.length);
    assert.ok(readable(bytes).length <= bytes.length + MAX_GROWTH_BYTES, JSON.stringify(kind));
  }
  assert.equal(readable('\xff'.repeat(40)), `${bytesOf('\ufffd'.repeat(32))}........`);
});

test('a character that is split at any byte is shown once it is whole', () => {
  const bytes = bytesOf('a你🎉z');
  for (let at = 0; at <= bytes.length; at++) {
    const sender = {};
    const [first, second] = [bytes.slice(0, at), bytes.slice(at)].map((part) => readableBlock(sender, part));
    assert.equal(textOf(`${first}${second}`), 'a你🎉z');
  }
  const sender = {};
  assert.equal([...bytes].map((byte) => readableBlock(sender, byte)).join(''), bytes);
});
