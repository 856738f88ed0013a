/** Classes: a constructor, its prototype with methods and first values, and statics on the constructor. */
import type { Class, MethodDefinition, PropertyDefinition } from 'acorn';
import { type Context, refuse } from './context.ts';
import { expression } from './expressions.ts';
import { functionValue } from './functions.ts';
import { readName } from './places.ts';
import { chain } from './scope.ts';
import { mark, quote } from './unit.ts';

function memberOf(context: Context, node: MethodDefinition | PropertyDefinition): string | undefined {
  const { key } = node;
  if (node.computed || key.type !== 'Identifier') return undefined;
  if (node.type === 'PropertyDefinition') {
    if (!node.value) return undefined;
    return `[${node.static},"init",${quote(key.name)},${expression(context, node.value)}]`;
  }
  if (node.kind === 'constructor') return '';
  const kind = node.kind === 'method' ? 'init' : node.kind;
  return `[${node.static},${quote(kind)},${quote(key.name)},${functionValue(context, node.value)}]`;
}

/** Code of a class expression's value. */
export function classValue(context: Context, node: Class): string {
  const { superClass } = node;
  if (superClass && superClass.type !== 'Identifier') return refuse("Got '.' expected '{'");
  const members: string[] = [];
  let own = 'null';
  for (const member of node.body.body) {
    if (member.type === 'StaticBlock') return refuse("Got '{' expected ID");
    const code = memberOf(context, member);
    if (code === undefined) return refuse("Got ';' expected '='");
    if (code !== '') members.push(code);
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      own = functionValue(context, member.value);
    }
  }
  const parent = superClass ? readName(context, superClass.name, superClass.start) : 'null';
  const name = superClass ? quote(superClass.name) : '""';
  const read = superClass ? `()=>${readName(context, superClass.name, superClass.start)}` : 'null';
  const at = mark(superClass ? superClass.end : node.start);
  return `${at}$.cls([${chain(context.scope).join()}],${name},${parent},${read},${own},[${members.join()}])`;
}
