import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bytesOfRaw } from '../../../../tools/build/compile/babel/byte-strings.ts';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { restoreText, textOfBytes } from '../../../../tools/build/passes/byte-text.ts';

const latin1 = (bytes: readonly number[]): string => String.fromCharCode(...bytes);

describe('text and its bytes', () => {
  it('come back as they were written, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const raw = text.replace(/[\\\r\n]/g, '');
        assert.equal(textOfBytes(bytesOfRaw(raw)), raw);
      }),
    );
  });

  it('come back as the same bytes, for any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0x80, max: 0xff })), (bytes) => {
        assert.equal(bytesOfRaw(textOfBytes(latin1(bytes))), latin1(bytes));
      }),
    );
  });

  it('are one byte for \\xHH and UTF-8 for every other way to write a character', () => {
    assert.equal(bytesOfRaw('\\xe9'), '\xe9');
    assert.equal(bytesOfRaw('é\\u00e9\\u{e9}'), '\xc3\xa9\xc3\xa9\xc3\xa9');
    assert.equal(bytesOfRaw('\\ud83d\\ude00'), '\xf0\x9f\x98\x80');
    assert.equal(bytesOfRaw('\\n\\0\\\\x41\\\n'), '\n\0\\x41');
  });

  it('are restored in strings and templates only', () => {
    const { code } = runPass('var a="\xe4\xbd\xa0\xff",b=`\xc3\xa9${a}\xc3`', restoreText);
    assert.equal(code, 'var a="你\\xff",b=`é${a}\\xc3`');
  });
});
