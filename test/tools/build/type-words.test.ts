import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { typeWords } from '../../../tools/build/type-words.ts';

const missing = (member: string, type: string): string =>
  `Property '${member}' does not exist on type '${type}'.`;
const LIBRARY =
  " Do you need to change your target library? Try changing the 'lib' compiler option to 'es2022' or later.";

describe('the words of a type error', () => {
  it('say of a member that the board lacks what to write for that receiver', () => {
    for (const [type, member, instead] of [
      ['number[]', 'at', /list\[i\]/],
      ['readonly string[]', 'at', /list\[i\]/],
      ['[number, string]', 'at', /list\[i\]/],
      ['Uint8Array', 'at', /list\[i\]/],
      ['string', 'at', /charAt/],
      ['"abc"', 'at', /charAt/],
      ['5', 'toPrecision', /toFixed/],
      ['ArrayConstructor', 'from', /push/],
      ['TypedArrayConstructor<Int8Array>', 'from', /new Uint8Array/],
      ['Promise<number>', 'finally', /then/],
      ['{ a: number; }', 'toLocaleString', /toString/],
      ['(a: number) => string', 'name', /variable/],
      ['TypeError', 'name', /error\.type/],
    ] as const) {
      assert.match(typeWords('TS2339', missing(member, type)).instead, instead, `${type} ${member}`);
    }
  });

  it('leave out the advice to change a library that no board has', () => {
    for (const [code, text] of [
      ['TS2550', `${missing('at', 'T')}${LIBRARY}`],
      ['TS2583', `Cannot find name 'Map'.${LIBRARY}`],
      ['TS2584', `Cannot find name 'document'.${LIBRARY}`],
      [
        'TS2591',
        "Cannot find name 'Buffer'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node`.",
      ],
      ['TS2585', `'Symbol' only refers to a type, but is being used as a value here.${LIBRARY}`],
    ] as const) {
      const { message, instead } = typeWords(code, text);
      assert.doesNotMatch(`${message} ${instead}`, /library|compiler option|npm|lib/, text);
      assert.match(message, /^TS\d+: .+\.$/);
      assert.match(instead, /\.$/);
    }
  });

  it('name the part of a union that lacks the member', () => {
    const text = `${missing('at', 'string | number[]')} ${missing('at', 'string')}`;
    assert.match(typeWords('TS2339', text).instead, /charAt/);
  });

  it('leave an own type alone', () => {
    const { message } = typeWords('TS2339', missing('at', 'Queue'));
    assert.equal(message, `TS2339: ${missing('at', 'Queue')}`);
  });

  it('keep what the compiler takes a wrong name for', () => {
    assert.match(
      typeWords('TS2552', "Cannot find name 'prnt'. Did you mean 'print'?").instead,
      /Did you mean print\?/,
    );
  });

  it("are the compiler's own for every other error", () => {
    assert.equal(
      typeWords('TS2322', "Type 'a' is not assignable to type 'b'.").message,
      "TS2322: Type 'a' is not assignable to type 'b'.",
    );
  });
});
