// An arrow keeps `this` only when the interpreter comes across the word while it skips the body (jsparse.c,
// jspeArrowFunction). What it comes across differs from what the body uses: these two functions are the two sides.
import type { AnyNode } from 'acorn';
import { childrenOf, isFunction, type NodeOf, type Program } from './program.ts';

type Arrow = NodeOf<'ArrowFunctionExpression'>;

/** Whether the interpreter will keep `this` for the arrow. */
export function keepsThis(program: Program, arrow: Arrow): boolean {
  return arrow.body.type === 'BlockStatement'
    ? hasThisToken(program, arrow.body)
    : seenAfter(program, arrow.body, false);
}

/** How the arrow uses `this`: not at all, only inside templates, or also as plain code. */
export function usesThis(program: Program, arrow: Arrow): 'no' | 'in templates' | 'yes' {
  const uses = program
    .nodes('ThisExpression')
    .filter((use) => use.start >= arrow.start && use.end <= arrow.end && belongsTo(program, use, arrow));
  if (uses.length === 0) return 'no';
  return uses.every((use) => insideTemplate(program, use, arrow)) ? 'in templates' : 'yes';
}

function belongsTo(program: Program, use: AnyNode, arrow: Arrow): boolean {
  for (const around of program.ancestorsOf(use)) {
    if (around === arrow) return true;
    if (around.type === 'FunctionExpression' || around.type === 'FunctionDeclaration') return false;
    if (around.type === 'PropertyDefinition' || around.type === 'StaticBlock') return false;
  }
  return false;
}

function insideTemplate(program: Program, use: AnyNode, arrow: Arrow): boolean {
  const around = program.ancestorsOf(use);
  return around.slice(0, around.indexOf(arrow)).some((node) => node.type === 'TemplateLiteral');
}

/** The interpreter's flag after it has skipped `node` as part of an expression body, when it was `flag` before. */
function seenAfter(program: Program, node: AnyNode, flag: boolean): boolean {
  if (node.type === 'ThisExpression') return true;
  if (node.type === 'ObjectExpression') return flag || hasThisToken(program, node);
  if (node.type === 'TemplateLiteral' && node.expressions.length > 0) return flag;
  if (isFunction(node)) {
    return node.body.type === 'BlockStatement'
      ? hasThisToken(program, node.body)
      : seenAfter(program, node.body, false);
  }
  return childrenOf(node).reduce((seen, child) => seenAfter(program, child, seen), flag);
}

function hasThisToken(program: Program, within: AnyNode): boolean {
  return program
    .nodes('ThisExpression')
    .some(
      (use) => use.start >= within.start && use.end <= within.end && !insideTemplateOf(program, use, within),
    );
}

function insideTemplateOf(program: Program, use: AnyNode, within: AnyNode): boolean {
  const around = program.ancestorsOf(use);
  return around.slice(0, around.indexOf(within)).some((node) => node.type === 'TemplateLiteral');
}
