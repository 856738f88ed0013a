/** Calls and `new`: each carries its place and the callee's name for stack traces. */
import type { CallExpression, Expression, NewExpression, SpreadElement } from 'acorn';
import type { Context } from './context.ts';
import { expression } from './expressions.ts';
import { keyOf, objectOf, readName } from './places.ts';
import { mark, quote } from './unit.ts';

function list(context: Context, nodes: readonly (Expression | SpreadElement)[]): string {
  return nodes.map((node) => `,${expression(context, node)}`).join('');
}

/** A call; the mark in front tells stack traces where, and what was called. */
export function call(context: Context, node: CallExpression): string {
  const { callee } = node;
  const given = list(context, node.arguments);
  if (callee.type === 'Super') return `${mark(node.end - 1, 'super')}$.sup(T${given})`;
  if (callee.type === 'MemberExpression') {
    const name = !callee.computed && callee.property.type === 'Identifier' ? callee.property.name : '';
    const at = mark(node.end - 1, name);
    const helper = callee.object.type === 'Super' ? '$.sm(T,' : callee.computed ? '$.mc(' : '$.m(';
    return `${at}${helper}${objectOf(context, callee)},${keyOf(context, callee)}${given})`;
  }
  if (callee.type === 'Identifier') {
    const at = mark(node.end - 1, callee.name);
    const target = readName(context, callee.name, callee.start, 'throw', callee.start);
    if (callee.name === 'eval')
      return `${at}$.eval([${scopes(context)}],${context.scope ? 'T' : '$.G'}${given})`;
    return `${at}$.c(${target},${quote(callee.name)}${given})`;
  }
  return `${mark(node.end - 1)}$.c(${expression(context, callee)},""${given})`;
}

function scopes(context: Context): string {
  const names: string[] = [];
  for (let at = context.scope; at; at = at.parent) names.push(at.variable);
  return names.join();
}

export function construct(context: Context, node: NewExpression): string {
  const { callee } = node;
  const name = callee.type === 'Identifier' ? callee.name : '';
  const target = expression(context, callee);
  return `${mark(node.end - 1, name)}$.n(${target},${quote(name)}${list(context, node.arguments)})`;
}
