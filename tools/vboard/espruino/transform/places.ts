/** Reading and writing what an expression names: a variable or a member. */
import type { Identifier, MemberExpression } from 'acorn';
import { type Context, isSettled, keep, refuse } from './context.ts';
import { expression } from './expressions.ts';
import { candidates } from './scope.ts';
import { mark, quote } from './unit.ts';

/** The interpreter names the token behind an unknown name, or the name itself when nothing stands behind it. */
function behind({ unit }: Context, name: string, offset: number): number {
  const end = offset + name.length;
  return unit.text.slice(end).trim() === '' ? offset : end;
}

/** Reads a variable; `missing` says what an unknown name does: throw, or be undefined. */
export function readName(
  context: Context,
  name: string,
  offset: number,
  missing: 'throw' | 'undefined' = 'throw',
  faultAt = behind(context, name, offset),
): string {
  const at = mark(faultAt);
  let code = missing === 'throw' ? `${at}$.g(${quote(name)})` : `$.tg(${quote(name)})`;
  for (const { scope, isSure } of candidates(context.scope, name, offset).reverse()) {
    const slot = `${scope.variable}.${name}`;
    code = isSure ? slot : `(${quote(name)} in ${scope.variable}?${slot}:${code})`;
  }
  return code;
}

/** Writes `value` (code) to a variable; unknown names become globals. */
export function writeName(context: Context, name: string, offset: number, value: string): string {
  if (!isSettled(context, name, offset)) {
    const kept = keep(context);
    return `(${kept}=${value},${writeSettled(context, name, offset, kept)})`;
  }
  return writeSettled(context, name, offset, value);
}

function writeSettled(context: Context, name: string, offset: number, value: string): string {
  let code = `${mark(offset)}$.sg(${quote(name)},${value})`;
  for (const { scope, isSure, isConstant } of candidates(context.scope, name, offset).reverse()) {
    const slot = isConstant ? `${mark(offset)}$.constant()` : `${scope.variable}.${name}=${value}`;
    code = isSure ? `(${slot})` : `(${quote(name)} in ${scope.variable}?(${slot}):${code})`;
  }
  return code;
}

/** A place evaluated once: after `setup` (code that ends in a comma, or nothing) it is read and written freely. */
export interface Place {
  readonly setup: string;
  readonly read: string;
  write(value: string): string;
}

/** The member's key as code: a quoted name or the computed expression. */
export function keyOf(context: Context, node: MemberExpression): string {
  if (node.property.type === 'PrivateIdentifier') return refuse("Got '#' expected ID");
  if (!node.computed && node.property.type === 'Identifier') return quote(node.property.name);
  return expression(context, node.property);
}

/** The object that a member expression looks into. */
export function objectOf(context: Context, node: MemberExpression): string {
  if (node.object.type === 'Super') return '$.superOf(T)';
  return expression(context, node.object);
}

export function place(context: Context, node: Identifier | MemberExpression): Place {
  if (node.type === 'Identifier') {
    return {
      setup: '',
      read: readName(context, node.name, node.start),
      write: (value) => writeName(context, node.name, node.start, value),
    };
  }
  const object = keep(context);
  const key = keep(context);
  const at = mark(node.object.end);
  return {
    setup: `${object}=${objectOf(context, node)},${key}=${keyOf(context, node)},`,
    read: `${at}$.get(${object},${key})`,
    write: (value) => `${at}$.set(${object},${key},${value})`,
  };
}
