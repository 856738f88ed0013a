import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8View } from '../../../tools/peers/text-view.ts';

/** `温度 25` and `你好，世界` as Chinese Windows programs write them: code page 936. */
const TEMPERATURE = Uint8Array.of(0xce, 0xc2, 0xb6, 0xc8, 0x20, 0x32, 0x35, 0x0d, 0x0a);
const HELLO = Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7);

test('Chinese in GBK is shown and named, and UTF-8 after it is read as ever', () => {
  const view = utf8View();
  assert.equal(view.take(TEMPERATURE), '温度 25 (GBK, not UTF-8)\r\n');
  assert.equal(view.take(HELLO), '你好，世界 (GBK, not UTF-8)');
  assert.equal(view.take(Buffer.from('温度')), '温度');
  assert.equal(view.end(), '');
});

test('bytes that are neither stay replacement characters, and split UTF-8 is no GBK', () => {
  const view = utf8View();
  assert.equal(view.take(Uint8Array.of(0xff, 0x41, 0x80)), '\ufffdA\ufffd');
  const bytes = Buffer.from('温度传感器');
  for (let at = 0; at <= bytes.length; at++) {
    const split = utf8View();
    assert.equal(
      split.take(bytes.subarray(0, at)) + split.take(bytes.subarray(at)) + split.end(),
      '温度传感器',
    );
  }
});

test('Chinese in GBK is known wherever it is cut into blocks, and named once a line', () => {
  /** `温度：23.5℃` with a line end, and a character of a name with a second byte in ASCII: `镕`. */
  const lines = [
    [
      '温度：23.5℃ (GBK, not UTF-8)\r\n',
      [0xce, 0xc2, 0xb6, 0xc8, 0xa3, 0xba, 0x32, 0x33, 0x2e, 0x35, 0xa1, 0xe6, 0x0d, 0x0a],
    ],
    ['新同学 (GBK, not UTF-8)\n', [0xd0, 0xc2, 0xcd, 0xac, 0xd1, 0xa7, 0x0a]],
    ['镕 (GBK, not UTF-8)\n', [0xe9, 0x46, 0x0a]],
  ] as const;
  for (const [line, bytes] of lines) {
    for (let at = 0; at <= bytes.length; at++) {
      const view = utf8View();
      const shown =
        view.take(Uint8Array.from(bytes.slice(0, at))) + view.take(Uint8Array.from(bytes.slice(at)));
      assert.equal(
        shown.replace(' (GBK, not UTF-8)', ''),
        line.replace(' (GBK, not UTF-8)', ''),
        `cut at ${at}`,
      );
      assert.equal(shown.split('(GBK').length, 2, `cut at ${at}`);
      assert.equal(view.take(Buffer.from('温度ñ\n')) + view.end(), '温度ñ\n');
    }
  }
});

test('half a character in GBK that nothing follows is no text', () => {
  const view = utf8View();
  assert.equal(view.take(Uint8Array.of(0xce, 0xc2, 0xb6)), '温 (GBK, not UTF-8)');
  assert.equal(view.end(), '\ufffd');
});
