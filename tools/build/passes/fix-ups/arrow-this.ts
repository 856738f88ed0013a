import { keepsThis, usesThis } from '../../syntax/arrow-this.ts';
import type { FixUp } from './fix-up.ts';

/** Lets the interpreter see that an arrow uses `this`: in a block body it looks at every token outside templates. */
export const arrowThis: FixUp = {
  name: 'arrow-this',
  apply(program, edit) {
    for (const arrow of program.nodes('ArrowFunctionExpression')) {
      const uses = usesThis(program, arrow);
      if (uses === 'no' || keepsThis(program, arrow)) continue;
      const mention = uses === 'in templates' ? 'this;' : '';
      if (arrow.body.type === 'BlockStatement') {
        edit.appendRight(arrow.body.start + 1, mention);
        continue;
      }
      const sign = program.tokens.findLast(({ type, end }) => type.label === '=>' && end <= arrow.body.start);
      if (!sign) continue;
      edit.appendRight(sign.end, `{${mention}return `);
      edit.prependLeft(arrow.end, '}');
    }
  },
};
