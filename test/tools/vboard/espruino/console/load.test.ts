import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleBench } from './console-bench.ts';

const COUNT =
  'print("start");if(!require("Storage").read("done")){require("Storage").write("done","1");load()}';

test('a load that a program asks for while a load starts it is forgotten, and one at power-on is done', async () => {
  for (const [cause, starts] of [
    ['', 2],
    ['load()\n', 1],
  ] as const) {
    const files: Record<string, string> =
      cause === '' ? { '.bootcde': COUNT } : { '.bootcde': 'var idle', next: COUNT };
    const { engine, said, turns } = await consoleBench({ files });
    try {
      let all = cause === '' ? said() : '';
      if (cause !== '') {
        engine.type('\x10require("Storage").write(".bootcde",require("Storage").read("next"))\n');
        said();
        engine.type(cause);
      }
      await turns();
      all += said();
      assert.equal(all.split('start\r\n').length - 1, starts, JSON.stringify(all));
    } finally {
      await engine.stop();
    }
  }
});
