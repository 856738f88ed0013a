import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleBench } from './console/console-bench.ts';

test('a text from flash takes no variables for its bytes, however much else was read since it was', async () => {
  const files = { '.bootcde': 'var held=require("Storage").read("big")', big: 'x'.repeat(8_000) };
  const { engine, said } = await consoleBench({ board: 'esp8266-4mb', files });
  try {
    const used = (): number => {
      said();
      engine.type('\x10print(process.memory().usage)\n');
      return Number(said().trim().split('\r\n')[0]);
    };
    const before = used();
    assert.ok(before < 100, `${before}`);
    engine.type('\x10for(var i=0;i<300;i++)require("Storage").read("big",i,100);delete i\n');
    assert.equal(used(), before);
    engine.type('\x10held=held+"!"\n');
    assert.ok(used() > before + 8_000 / 12);
  } finally {
    await engine.stop();
  }
});
