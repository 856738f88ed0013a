import { inOperatorOf } from '../../syntax/for-init.ts';
import type { FixUp } from './fix-up.ts';

/** Moves the start of a `for(;;)` with `in` in it before the loop: the interpreter takes every `in` there for a for-in. */
export const forInitIn: FixUp = {
  name: 'for-init-in',
  apply(program, edit) {
    for (const loop of program.nodes('ForStatement')) {
      const { init } = loop;
      if (!init || !inOperatorOf(init)) continue;
      // Terser makes such loops, and leaves only `var`; a `let` would need a scope of its own and stays for the check.
      if (init.type === 'VariableDeclaration' && init.kind !== 'var') continue;
      edit.appendRight(init.start, '{');
      edit.appendLeft(init.end, ';');
      edit.move(init.start, init.end, loop.start);
      edit.appendLeft(loop.end, '}');
    }
  },
};
