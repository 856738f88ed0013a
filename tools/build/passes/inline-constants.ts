/**
 * A constant at the root takes a variable for its name and up to five for its text as long as the board runs, and a literal
 * in the code of a function none: it lies in flash. The minifier leaves it where it is, since lowered code has no `const`.
 */
import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import { earlyUses } from '../syntax/order.ts';
import type { Program } from '../syntax/program.ts';
import { type Binding, scopesOf } from '../syntax/scopes.ts';

/** What the copies of one constant may add to the script. Bytes. */
const MAX_BYTES = 200;

/** Puts the value of each root constant in place of its name; the declaration is left to the minifier. `kept` stay. */
export function inlineConstants(program: Program, edit: MagicString, kept: ReadonlySet<string>): void {
  const scopes = scopesOf(program);
  for (const binding of scopes.root.bindings.values()) {
    const text = kept.has(binding.name) ? undefined : literalOf(program, binding);
    if (text === undefined || text.length * (binding.uses.length - 1) > MAX_BYTES) continue;
    if (binding.uses.some(({ node }) => isObject(program, node))) continue;
    if (earlyUses(program, scopes, binding).length > 0) continue;
    for (const { node } of binding.uses) {
      const parent = program.parentOf(node);
      const isShorthand = parent?.type === 'Property' && parent.shorthand;
      edit.update(node.start, node.end, isShorthand ? `${binding.name}:${text}` : text);
    }
  }
}

/** How the value is written that a root name has all its life; undefined where it is none that can be copied. */
function literalOf(program: Program, { declarations, uses }: Binding): string | undefined {
  const [declaration] = declarations;
  if (declarations.length !== 1 || !declaration || uses.some(({ isWrite }) => isWrite)) return undefined;
  const declarator = program.parentOf(declaration);
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  const statement = program.parentOf(declarator);
  if (!statement || program.parentOf(statement)?.type !== 'Program') return undefined;
  const { init } = declarator;
  const text = program.code.slice(init.start, init.end);
  if (init.type === 'Literal') return init.regex || init.bigint ? undefined : text;
  return init.type === 'UnaryExpression' && init.operator === '-' && init.argument.type === 'Literal'
    ? `(${text})`
    : undefined;
}

/** `1.toFixed` is no member of 1. */
function isObject(program: Program, node: AnyNode): boolean {
  const parent = program.parentOf(node);
  return parent?.type === 'MemberExpression' && parent.object === node;
}
