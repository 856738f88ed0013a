import type { AnyNode } from 'acorn';
import type { Program } from '../../syntax/program.ts';
import type { Repair } from './repair.ts';

const NUMBER = '$tinwireNumber';
const ARITHMETIC = new Set(['-', '*', '/', '%', '|', '&', '^', '<<', '>>', '>>>']);
const COUNTED = new Set(['length', 'size', 'getTime', 'charCodeAt', 'indexOf', 'lastIndexOf', 'now']);

/**
 * A text with a blank, a tab or a line end behind its number is NaN, and a leading zero makes it octal; a date is NaN
 * for `Number`, but not for the sign.
 */
export const numbers: Repair = {
  helper: `function ${NUMBER}(t){return typeof t=="string"?Number(t.trim().replace(/^([+-]*)0+(\\d)/,"$1$2")):+t}`,
  apply({ program, isBuiltIn }, edit) {
    let isUsed = false;
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const [value] = given;
      if (!value || isNumber(program, value)) continue;
      if (isBuiltIn(callee, 'Number')) edit.update(callee.start, callee.end, NUMBER);
      else if (isBuiltIn(callee, 'isNaN')) {
        edit.appendRight(value.start, `${NUMBER}(`);
        edit.prependLeft(value.end, ')');
      } else continue;
      isUsed = true;
    }
    for (const { operator, argument, start, end } of program.nodes('UnaryExpression')) {
      if (operator !== '+' || isNumber(program, argument)) continue;
      edit.update(start, start + 1, ` ${NUMBER}(`);
      edit.prependLeft(end, ')');
      isUsed = true;
    }
    return isUsed;
  },
};

/** Whether a value is a number for certain, or a date. */
function isNumber(program: Program, node: AnyNode): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value !== 'string';
    case 'BinaryExpression':
      return (
        ARITHMETIC.has(node.operator) ||
        (node.operator === '+' && [node.left, node.right].every((side) => isNumber(program, side)))
      );
    case 'UnaryExpression':
      return node.operator !== 'typeof' && node.operator !== 'void';
    case 'UpdateExpression':
      return true;
    case 'NewExpression':
      return (
        node.callee.type === 'Identifier' &&
        node.callee.name === 'Date' &&
        program.parentOf(node)?.type === 'UnaryExpression'
      );
    case 'ConditionalExpression':
      return isNumber(program, node.consequent) && isNumber(program, node.alternate);
    case 'MemberExpression':
      return !node.computed && node.property.type === 'Identifier' && COUNTED.has(node.property.name);
    case 'CallExpression': {
      const { callee } = node;
      if (callee.type === 'Identifier')
        return /^(?:parseInt|parseFloat|Number|getTime|analogRead|digitalRead)$/.test(callee.name);
      if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
        return false;
      const isMath = callee.object.type === 'Identifier' && callee.object.name === 'Math';
      return isMath || COUNTED.has(callee.property.name);
    }
    default:
      return false;
  }
}
