import type { Rule } from '../rule.ts';
/** Whole numbers stay below 2^63. */
export const largeInteger: Rule = {
  id: 'large-integer',
  message: 'The interpreter stores integers of 2^63 and above in 64 bits, which makes them negative.',
  instead: 'Write it with an exponent: 1e20.',
  find({ program }, report) {
    for (const node of program.nodes('Literal')) {
      const isInteger =
        typeof node.value === 'number' && /^(?:\d[\d_]*|0[xbo][\da-f_]+)$/i.test(node.raw ?? '');
      if (isInteger && Number(node.value) >= LIMIT) report(node);
    }
  },
};

const LIMIT = 2 ** 63;
