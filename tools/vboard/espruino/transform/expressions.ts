/** Expressions as calls of the runtime (`$`), so that each does what the interpreter does. */
import type {
  AssignmentExpression,
  BinaryExpression,
  Expression,
  Literal,
  LogicalExpression,
  PrivateIdentifier,
  SpreadElement,
  Super,
  TemplateLiteral,
  UnaryExpression,
  UpdateExpression,
} from 'acorn';
import { call, construct } from './calls.ts';
import { classValue } from './classes.ts';
import { type Context, keep, refuse } from './context.ts';
import { functionValue } from './functions.ts';
import { literal, stringOf } from './literals.ts';
import { objectLiteral } from './objects.ts';
import { keyOf, objectOf, place, readName, writeName } from './places.ts';
import { functionScope } from './scope.ts';
import { mark, quote } from './unit.ts';

type Operand = Expression | PrivateIdentifier | Super | SpreadElement;

/** The JavaScript code of one expression. */
export function expression(context: Context, node: Operand): string {
  switch (node.type) {
    case 'Identifier':
      if (node.name === 'undefined') return 'undefined';
      if (node.name === 'arguments' && context.scope)
        return `$.args(A,F,${functionScope(context.scope)?.variable})`;
      return readName(context, node.name, node.start);
    case 'Literal':
      return literal(context, node as Literal);
    case 'ThisExpression':
      return 'T';
    case 'MemberExpression':
      return `${mark(node.object.end)}$.${node.computed ? 'at' : 'get'}(${objectOf(context, node)},${keyOf(context, node)})`;
    case 'CallExpression':
      return call(context, node);
    case 'NewExpression':
      return construct(context, node);
    case 'ArrayExpression':
      return `$.arr([${node.elements.map((item) => (item ? expression(context, item) : '')).join()}${node.elements.at(-1) === null ? ',' : ''}])`;
    case 'ObjectExpression':
      return objectLiteral(context, node);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return functionValue(context, node);
    case 'ClassExpression':
      return classValue(context, node);
    case 'UnaryExpression':
      return unary(context, node);
    case 'UpdateExpression':
      return update(context, node);
    case 'BinaryExpression':
      return binary(context, node);
    case 'LogicalExpression':
      return logical(context, node);
    case 'ConditionalExpression':
      return `($.bool(${expression(context, node.test)})?${expression(context, node.consequent)}:${expression(context, node.alternate)})`;
    case 'AssignmentExpression':
      return assignment(context, node);
    case 'SequenceExpression':
      return `(${node.expressions.map((one) => expression(context, one)).join()})`;
    case 'TemplateLiteral':
      return template(context, node);
    case 'ParenthesizedExpression':
      return expression(context, node.expression);
    case 'SpreadElement':
      return refuse("Got '.' expected EOF");
    case 'PrivateIdentifier':
      return refuse("Got '#' expected EOF");
    case 'ChainExpression':
      return refuse("Got '.' expected EOF");
    case 'YieldExpression':
      return refuse("Got '*' expected ID");
    case 'AwaitExpression':
      return refuse('Got ID expected EOF');
    default:
      return refuse(`Got ${node.type} expected EOF`);
  }
}

const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '<': 'lt',
  '>': 'gt',
  '<=': 'le',
  '>=': 'ge',
  '==': 'eq',
  '===': 'same',
  '|': 'or',
  '&': 'and',
  '^': 'xor',
  '<<': 'shl',
  '>>': 'shr',
  '>>>': 'ushr',
  in: 'has',
  instanceof: 'is',
};

function operate(operator: string, left: string, right: string, at: string): string {
  if (operator === '!=') return `!$.eq(${left},${right})`;
  if (operator === '!==') return `!$.same(${left},${right})`;
  const name = ARITHMETIC[operator];
  return name
    ? `${at}$.${name}(${left},${right})`
    : `${at}${refuse(`Got '${operator.slice(-1)}' expected EOF`)}`;
}

function binary(context: Context, node: BinaryExpression): string {
  return operate(
    node.operator,
    expression(context, node.left),
    expression(context, node.right),
    mark(node.right.start),
  );
}

function logical(context: Context, node: LogicalExpression): string {
  const kept = keep(context);
  const left = `${kept}=${expression(context, node.left)}`;
  const right = expression(context, node.right);
  if (node.operator === '&&') return `($.bool(${left})?${right}:${kept})`;
  if (node.operator === '||') return `($.bool(${left})?${kept}:${right})`;
  return `((${left})??${right})`;
}

function assignment(context: Context, node: AssignmentExpression): string {
  const { left, operator } = node;
  if (left.type !== 'Identifier' && left.type !== 'MemberExpression') {
    return left.type === 'ArrayPattern' ? `$.unassignable(${quote('Array')})` : refuse("Got '{' expected ID");
  }
  const value = expression(context, node.right);
  if (operator === '=') {
    if (left.type === 'Identifier') return writeName(context, left.name, left.start, value);
    return `${mark(left.object.end)}$.${left.computed ? 'put' : 'set'}(${objectOf(context, left)},${keyOf(context, left)},${value})`;
  }
  const binaryOperator = operator.slice(0, -1);
  if (!(binaryOperator in ARITHMETIC)) return refuse("Got '=' expected EOF");
  const target = place(context, left);
  // The left side is read last, when the right side may have written it.
  const kept = keep(context);
  const result = operate(binaryOperator, target.read, kept, mark(node.right.start));
  return `(${target.setup}${kept}=${value},${target.write(result)})`;
}

function update(context: Context, node: UpdateExpression): string {
  const { argument } = node;
  if (argument.type !== 'Identifier' && argument.type !== 'MemberExpression')
    return refuse('Got ++ expected EOF');
  const target = place(context, argument);
  const step = node.operator === '++' ? 'add' : 'sub';
  if (node.prefix) return `(${target.setup}${target.write(`$.${step}($.num(${target.read}),1)`)})`;
  const old = keep(context);
  return `(${target.setup}${old}=$.num(${target.read}),${target.write(`$.${step}(${old},1)`)},${old})`;
}

function unary(context: Context, node: UnaryExpression): string {
  const { argument, operator } = node;
  if (operator === 'typeof' && argument.type === 'Identifier') {
    return `$.typeof(${readName(context, argument.name, argument.start, 'undefined')})`;
  }
  if (operator === 'delete') {
    if (argument.type === 'MemberExpression') {
      return `${mark(node.end)}$.del(${objectOf(context, argument)},${keyOf(context, argument)})`;
    }
    return argument.type === 'Identifier' ? `$.delg(${quote(argument.name)})` : 'true';
  }
  const value = expression(context, argument);
  switch (operator) {
    case 'typeof':
      return `$.typeof(${value})`;
    case 'void':
      return `(${value},undefined)`;
    case '!':
      return `!$.bool(${value})`;
    case '-':
      return `$.neg(${value})`;
    case '+':
      return `$.num(${value})`;
    default:
      return `(~$.int(${value}))`;
  }
}

function template(context: Context, node: TemplateLiteral): string {
  const parts: string[] = [];
  node.quasis.forEach((quasi, index) => {
    parts.push(quote(stringOf(context.unit, quasi.value.cooked ?? '')));
    const inner = node.expressions[index];
    if (inner) parts.push(`$.text(${expression(context, inner)})`);
  });
  return `(${parts.join('+')})`;
}
