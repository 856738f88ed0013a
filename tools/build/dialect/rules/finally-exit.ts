import { isFunction } from '../../syntax/program.ts';
import type { Rule } from '../rule.ts';
/** `finally` is not left by return or throw. */
export const finallyExit: Rule = {
  id: 'finally-exit',
  message:
    'The interpreter loses an exception thrown in finally when try did not throw, and a return in finally does not replace one.',
  instead: 'Leave after the try statement, not in finally.',
  find({ program }, report) {
    for (const type of ['ThrowStatement', 'ReturnStatement'] as const) {
      for (const node of program.nodes(type)) {
        let inside: Parameters<typeof program.parentOf>[0] = node;
        for (const around of program.ancestorsOf(node)) {
          if (isFunction(around)) break;
          if (around.type === 'TryStatement' && around.finalizer === inside) {
            report(node);
            break;
          }
          inside = around;
        }
      }
    }
  },
};
