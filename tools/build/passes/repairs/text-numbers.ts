import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import type { NodeOf, Program } from '../../syntax/program.ts';
import { NOTHING, NUMBER, TEXT, type ValueKinds, valueKinds } from '../../syntax/value-kinds.ts';
import { NUMBER_OF, numberHelper } from './numbers.ts';
import type { Repair } from './repair.ts';
import { callWithSides, wrap } from './wrap.ts';

const EQUAL = '$tinwireEqual';
const ARITHMETIC = /^(?:[-*/%&|^]|<<|>>>?)$/;
const ASSIGNED_ARITHMETIC = /^(?:[-*/%&|^]|<<|>>>?)=$/;
const ORDER = /^[<>]=?$/;
/** `x - 0`, `x * 1`, `x / 1`: written for nothing but to make a number of a text. */
const CONVERSIONS: Readonly<Record<string, number>> = { '-': 0, '*': 1, '/': 1 };

/**
 * What a text comes to as a number is another number to the interpreter: see `numbers`. Wherever an operator makes one of
 * what is a text for certain, it is made beforehand.
 */
export const textNumbers: Repair = {
  helpers: [numberHelper],
  apply({ program, scopes, isBuiltIn }, edit) {
    const kindsOf = valueKinds(program, scopes);
    const texts: AnyNode[] = [];
    const isText = (node: AnyNode): boolean =>
      (kindsOf(node) & ~NOTHING) === TEXT && !isPlainText(node, kindsOf);
    for (const { operator, left, right } of program.nodes('BinaryExpression')) {
      if (left.type === 'PrivateIdentifier') continue;
      if (ARITHMETIC.test(operator)) {
        texts.push(...[left, right].filter(isText));
        if (isConversion(operator, right) && kindsOf(left) & TEXT && !isText(left)) texts.push(left);
      } else if (ORDER.test(operator)) {
        if (isText(left) && isNumber(kindsOf(right))) texts.push(left);
        if (isText(right) && isNumber(kindsOf(left))) texts.push(right);
      }
    }
    for (const { operator, right } of program.nodes('AssignmentExpression'))
      if (ASSIGNED_ARITHMETIC.test(operator) && isText(right)) texts.push(right);
    for (const { operator, argument } of program.nodes('UnaryExpression'))
      if ((operator === '-' || operator === '~') && isText(argument)) texts.push(argument);
    for (const { callee, arguments: given } of program.nodes('CallExpression'))
      if (callee.type === 'MemberExpression' && isBuiltIn(callee.object, 'Math'))
        texts.push(...given.filter(isText));
    for (const text of texts) wrap(edit, text, NUMBER_OF);
    return texts.length > 0;
  },
};

/** `==` of a text and a number: `'12 ' == 12` is false to the interpreter, and `'null' == null` true. */
export const looseEquality: Repair = {
  helpers: [
    numberHelper,
    `function ${EQUAL}(a,b){var t=typeof a,u=typeof b;if(t==u)return a===b;` +
      `if(t=="string"&&(u=="number"||u=="boolean"))return ${NUMBER_OF}(a)==b;` +
      `if(u=="string"&&(t=="number"||t=="boolean"))return ${NUMBER_OF}(b)==a;` +
      `a=a??null;b=b??null;return a===null||b===null?a===b:a==b}`,
  ],
  apply({ program, scopes }, edit) {
    const kindsOf = valueKinds(program, scopes);
    let isUsed = false;
    for (const node of program.nodes('BinaryExpression')) {
      const { operator, left, right } = node;
      if ((operator !== '==' && operator !== '!=') || left.type === 'PrivateIdentifier') continue;
      if (!canDiffer(left, right, kindsOf) && !canDiffer(right, left, kindsOf)) continue;
      isUsed = true;
      repairEquality(program, edit, { ...node, left }, kindsOf);
    }
    return isUsed;
  },
};

function repairEquality(
  program: Program,
  edit: MagicString,
  node: NodeOf<'BinaryExpression'> & { readonly left: AnyNode },
  kindsOf: ValueKinds,
): void {
  const { operator, left, right } = node;
  if (kindsOf(left) === TEXT && isNumber(kindsOf(right))) wrap(edit, left, NUMBER_OF);
  else if (kindsOf(right) === TEXT && isNumber(kindsOf(left))) wrap(edit, right, NUMBER_OF);
  else callWithSides(program, edit, node, operator === '==' ? EQUAL : `!${EQUAL}`);
}

/** Whether one side may be a text, and the other what the interpreter compares wrongly with that text. */
function canDiffer(left: AnyNode, right: AnyNode, kindsOf: ValueKinds): boolean {
  const other = kindsOf(right);
  // A comparison with nothing but null is repaired after the minifier, which makes such comparisons itself.
  if (!(kindsOf(left) & TEXT) || other === NOTHING) return false;
  const isName = left.type !== 'Literal' || left.value === 'null' || left.value === 'undefined';
  if (other & NOTHING && isName) return true;
  return (other & NUMBER) !== 0 && !isPlainText(left, kindsOf);
}

/** A text whose number is the same to the interpreter: what `typeof` gives, and most literals. */
function isPlainText(node: AnyNode, kindsOf: ValueKinds): boolean {
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].every(
      (side) => !(kindsOf(side) & TEXT) || isPlainText(side, kindsOf),
    );
  if (node.type === 'UnaryExpression') return node.operator === 'typeof';
  return node.type === 'Literal' && typeof node.value === 'string' && isPlainLiteral(node.value);
}

/** Digits without a leading zero, or no number at all: of `0x` and `1e` the interpreter makes one. */
function isPlainLiteral(text: string): boolean {
  if (text.trim() === '') return text === '';
  if (Number.isNaN(Number(text))) return !/\d/.test(text) || /[^\d.eE+\-xXbBoO\s]/.test(text);
  return /^[+-]?(?:Infinity|(?:0|[1-9]\d{0,8})(?:\.\d+)?)$/.test(text);
}

function isConversion(operator: string, right: AnyNode): boolean {
  return right.type === 'Literal' && right.value === CONVERSIONS[operator];
}

function isNumber(kinds: number): boolean {
  return kinds === NUMBER;
}
