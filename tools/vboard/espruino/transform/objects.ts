/** Object literals: plain ones as JavaScript literals, the rest through the runtime. */
import type { ObjectExpression, Property } from 'acorn';
import { type Context, refuse } from './context.ts';
import { expression } from './expressions.ts';
import { functionValue } from './functions.ts';
import { quote } from './unit.ts';

function keyName(property: Property): string | undefined {
  const { key } = property;
  if (property.computed) return undefined;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

/** Keys that a JavaScript literal would put elsewhere: first (numbers), or nowhere (`__proto__`). */
function isPlainKey(name: string): boolean {
  return name !== '__proto__' && !/^\d+$/.test(name);
}

function propertyValue(context: Context, property: Property): string {
  const { value } = property;
  if (value.type === 'FunctionExpression') return functionValue(context, value);
  return expression(context, value);
}

export function objectLiteral(context: Context, node: ObjectExpression): string {
  const entries: string[] = [];
  let isPlain = true;
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') return refuse("Got '.' expected ID");
    const name = keyName(property);
    if (name === undefined) return refuse("Got '[' expected ID");
    if (property.kind !== 'init' || !isPlainKey(name)) isPlain = false;
  }
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') continue;
    const name = quote(keyName(property) ?? '');
    const value = propertyValue(context, property);
    entries.push(isPlain ? `,${name}:${value}` : `,[${quote(property.kind)},${name},${value}]`);
  }
  return isPlain ? `{__proto__:$.R${entries.join('')}}` : `$.obj([${entries.join('').slice(1)}])`;
}
