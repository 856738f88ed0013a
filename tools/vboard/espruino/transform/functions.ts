/** Functions: a body over a scope object, and the facts that printing, memory and stack traces need. */
import type { ArrowFunctionExpression, FunctionDeclaration, FunctionExpression } from 'acorn';
import type { Context } from './context.ts';
import { declarations } from './declarations.ts';
import { expression } from './expressions.ts';
import { chain, childScope, declare } from './scope.ts';
import { statements } from './statements.ts';
import { type FunctionFacts, quote, type Unit } from './unit.ts';

type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

/** Offset of the first token at or after `from`, comments and blanks passed over. */
function firstToken(text: string, from: number): number {
  const gap = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  gap.lastIndex = from;
  return from + (gap.exec(text)?.[0].length ?? 0);
}

function withoutTemplates(text: string): string {
  return text.replaceAll(/`(?:[^`\\]|\\[\s\S])*`/g, '');
}

function factsOf(unit: Unit, node: FunctionNode, name: string): FunctionFacts | undefined {
  const parameters: string[] = [];
  for (const parameter of node.params) {
    if (parameter.type !== 'Identifier') return undefined;
    parameters.push(parameter.name);
  }
  const isArrow = node.type === 'ArrowFunctionExpression';
  const isExpression = node.body.type !== 'BlockStatement';
  const first = isExpression ? node.body.start : firstToken(unit.text, node.body.start + 1);
  const isReturn = isExpression || /^return(?![\w$])/.test(unit.text.slice(first, first + 7));
  const start = isReturn && !isExpression ? firstToken(unit.text, first + 6) : first;
  const end = isExpression ? node.body.end : node.body.end - 1;
  const body = isArrow ? withoutTemplates(unit.text.slice(start, end)) : '';
  return {
    name,
    parameters,
    start,
    end: Math.max(start, end),
    isReturn,
    isArrow,
    keepsThis: /(?<![\w$.])this(?![\w$])/.test(body),
  };
}

function refusalOf(node: FunctionNode): string {
  const first = node.params.find((one) => one.type !== 'Identifier');
  if (node.async) return `$.missing("async")`;
  if (node.generator) return `$.syntax(${quote("Got '*' expected ID")})`;
  if (first?.type === 'RestElement') return `$.syntax(${quote("Got '.' expected ID")})`;
  if (first?.type === 'AssignmentPattern') return `$.syntax(${quote("Got '=' expected ','")})`;
  return `$.syntax(${quote("Got '{' expected ID")})`;
}

/** JavaScript code of a body: `function(T, A, F)` with `this`, arguments and the function itself. */
export function bodyCode(context: Context, node: FunctionNode, facts: FunctionFacts, index: number): string {
  const scope = childScope(context.scope, true);
  const isNamed = node.type === 'FunctionExpression' && node.id;
  if (node.type === 'FunctionExpression' && node.id) declare(scope, node.id.name, 'var', -1);
  for (const parameter of facts.parameters) declare(scope, parameter, 'parameter', -1);
  const inner: Context = { unit: context.unit, scope, temporaries: [] };
  let body: string;
  if (node.body.type === 'BlockStatement') {
    declarations(scope, node.body.body);
    body = statements(inner, node.body.body);
  } else {
    body = `return ${expression(inner, node.body)};`;
  }
  const slots = facts.parameters.map((name, index) => `,${name}:A[${index}]`).join('');
  const own = isNamed ? `,${node.id?.name}:F` : '';
  const kept = inner.temporaries.length > 0 ? `let ${inner.temporaries.join()};` : '';
  return `function f$${index}(T,A,F){const ${scope.variable}={__proto__:$.S${own}${slots}};${kept}${body}}`;
}

/** A function value; it holds on to the scopes it was made in. */
export function functionValue(context: Context, node: FunctionNode, given = ''): string {
  const name = given || (node.type === 'FunctionExpression' ? (node.id?.name ?? '') : '');
  const facts = factsOf(context.unit, node, name);
  if (!facts || node.async || node.generator) return refusalOf(node);
  const index = context.unit.functions.push(facts) - 1;
  const bound = facts.keepsThis ? 'T' : '$.N';
  return `$.f(U,${index},[${chain(context.scope).join()}],${bound},${bodyCode(context, node, facts, index)})`;
}
