import type { Repair } from './repair.ts';

const FLOAT = '$tinwireFloat';

/** A leading zero, and `0x`, `0b` and `0o`, say a base to `parseFloat`: of `'010'` it makes 8. */
export const floats: Repair = {
  helpers: [
    `function ${FLOAT}(t){return parseFloat((""+t).trim().replace(/^([+-]*)0+(\\d)/,"$1$2")` +
      '.replace(/^([+-]*0)[xXbBoO].*/,"$1"))}',
  ],
  apply({ program, scopes }, edit) {
    let isUsed = false;
    for (const { node } of scopes.globals) {
      if (node.name !== 'parseFloat' || program.parentOf(node)?.type === 'UnaryExpression') continue;
      edit.update(node.start, node.end, FLOAT);
      isUsed = true;
    }
    return isUsed;
  },
};
