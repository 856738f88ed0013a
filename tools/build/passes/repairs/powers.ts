import type { AnyNode } from 'acorn';
import { memberName } from '../../syntax/added-members.ts';
import type { Repair } from './repair.ts';

const POWER = '$tinwirePower';
/** Exponents up to here are multiplied out by the interpreter itself. */
const MAX_EXACT = 9;

/**
 * `Math.pow(2, 31)` is 2147483648.0000019 and `2 ** 32 >>> 0` is 4294967295: whole exponents from 10 up and below 0 go
 * through a logarithm. They are multiplied out by squares; powers of constants are put in as numbers.
 */
export const powers: Repair = {
  helpers: [
    `function ${POWER}(x,y){var n=Math.abs(y*=1),r=1;if(!(n<1024)||n%1)return Math.pow(x,y);` +
      'for(;n;n=n>>1){if(n&1)r*=x;x*=x}return y<0?1/r:r}',
  ],
  apply({ program, isBuiltIn }, edit) {
    let isUsed = false;
    for (const node of program.nodes('MemberExpression')) {
      if (memberName(node) !== 'pow' || !isBuiltIn(node.object, 'Math')) continue;
      const call = program.parentOf(node);
      if (call?.type !== 'CallExpression' || call.callee !== node) {
        edit.update(node.start, node.end, POWER);
        isUsed = true;
        continue;
      }
      const [base, exponent] = call.arguments.map(numberOf);
      const value = (base ?? Number.NaN) ** (exponent ?? Number.NaN);
      if (Number.isFinite(value)) edit.update(call.start, call.end, value < 0 ? `(${value})` : ` ${value}`);
      else if (exponent === undefined || !isExact(exponent)) {
        edit.update(node.start, node.end, POWER);
        isUsed = true;
      }
    }
    return isUsed;
  },
};

function isExact(exponent: number): boolean {
  return exponent >= 0 && exponent <= MAX_EXACT && exponent % 1 === 0;
}

function numberOf(node: AnyNode): number | undefined {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
  if (node.type !== 'UnaryExpression' || node.operator !== '-') return undefined;
  const value = numberOf(node.argument);
  return value === undefined ? undefined : -value;
}
