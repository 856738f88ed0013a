import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { BuildRefused } from '../../../tools/build/build-refused.ts';
import { type WatchOutcome, watchBuild } from '../../../tools/build/watch.ts';
import { project, TYPED } from './bundling.ts';

describe('watchBuild', () => {
  it('builds again after a change, tells what is wrong, and recovers', { timeout: 20_000 }, async () => {
    const root = project({
      ...TYPED,
      'firmware/oled/fonts/ascii16.bin': '',
      'firmware/a.ts': "import { text } from './b.ts';\nprint(text);\n",
      'firmware/b.ts': "export const text: string = 'one';\n",
    });
    const waiting: ((outcome: WatchOutcome) => void)[] = [];
    const outcomes: WatchOutcome[] = [];
    const next = (): Promise<WatchOutcome> =>
      new Promise((resolve) => {
        const known = outcomes.shift();
        if (known) resolve(known);
        else waiting.push(resolve);
      });
    const change = (text: string): Promise<WatchOutcome> => {
      writeFileSync(path.join(root, 'firmware/b.ts'), text);
      return next();
    };
    const watch = watchBuild({ board: findBoard('linux'), root, entry: 'firmware/a.ts' }, (outcome) => {
      const resolve = waiting.shift();
      if (resolve) resolve(outcome);
      else outcomes.push(outcome);
    });
    try {
      assert.match(codeOf(await next()), /"one"/);
      assert.match(codeOf(await change("export const text: string = 'two';\n")), /"two"/);
      assert.equal(ruleOf(await change("export const text: string = 'two;\n")), 'syntax');
      assert.equal(ruleOf(await change('export const text: string = 2;\n')), 'type-check');
      assert.equal(ruleOf(await change('export const text: string = String(2n);\n')), 'big-int');
      assert.match(codeOf(await change("export const text: string = 'three';\n")), /"three"/);
    } finally {
      await watch.close();
      await watch.close();
    }
  });
});

function codeOf(outcome: WatchOutcome): string {
  if ('error' in outcome) throw outcome.error;
  return new TextDecoder().decode(outcome.result.code);
}

function ruleOf(outcome: WatchOutcome): string | undefined {
  assert.ok('error' in outcome && outcome.error instanceof BuildRefused);
  return outcome.error.findings[0]?.rule;
}
