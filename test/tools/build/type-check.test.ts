import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf, typeCheck } from '../../../tools/build/type-check.ts';
import { project, TYPED } from './bundling.ts';

describe('the type check', () => {
  it('finds nothing in sources that are right', async () => {
    assert.deepEqual(await typeCheck(project({ ...TYPED, 'firmware/a.ts': 'print(1);\n' })), []);
  });

  it('names file, line and column of an error', async () => {
    const root = project({ ...TYPED, 'firmware/a.ts': 'print(1);\n  print(missing);\n' });
    assert.deepEqual(
      (await typeCheck(root)).map(({ file, line, column, rule, severity }) => [
        file,
        line,
        column,
        rule,
        severity,
      ]),
      [['firmware/a.ts', 2, 9, 'type-check', 'error']],
    );
  });

  it('fails when the compiler itself cannot work', async () => {
    await assert.rejects(
      typeCheck(project({}), 'nowhere').then((findings) => {
        if (findings.length > 0)
          throw Object.assign(new Error(findings[0]?.message), { code: 'TYPE_CHECK_FAILED' });
      }),
      { code: 'TYPE_CHECK_FAILED' },
    );
  });

  it('joins the further lines of an error to its first', () => {
    const output =
      'a.ts(1,2): error TS2322: Not assignable.\n  Because of this.\r\nerror TS18003: No inputs.\n';
    assert.deepEqual(
      findingsOf(output).map(({ file, line, column, message }) => [file, line, column, message]),
      [
        ['a.ts', 1, 2, 'TS2322: Not assignable. Because of this.'],
        ['tsconfig.json', 1, 1, 'TS18003: No inputs.'],
      ],
    );
  });
});
