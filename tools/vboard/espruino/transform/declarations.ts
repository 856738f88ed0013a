/** Which names a list of statements brings into a scope. */
import type { ModuleDeclaration, Statement, VariableDeclaration } from 'acorn';
import { type DeclarationKind, declare, type Scope } from './scope.ts';

type Node = Statement | ModuleDeclaration;

function variables(scope: Scope, node: VariableDeclaration, isDirect: boolean): void {
  for (const one of node.declarations) {
    if (one.id.type !== 'Identifier') continue;
    declare(scope, one.id.name, node.kind as DeclarationKind, isDirect ? one.end : Number.POSITIVE_INFINITY);
  }
}

/** Names of `let`, `const` (and in a function's own block of everything) among `nodes` themselves. */
export function declarations(scope: Scope, nodes: readonly Node[]): void {
  for (const node of nodes) collect(scope, node, true);
}

/** Whether a block brings names that live in it alone. */
export function hasBlockNames(nodes: readonly Node[]): boolean {
  return nodes.some((node) => node.type === 'VariableDeclaration' && node.kind !== 'var');
}

/** Names that a block inside gives to the function around it. */
function nested(scope: Scope, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.type !== 'VariableDeclaration' || node.kind === 'var') collect(scope, node, false);
  }
}

function collect(scope: Scope, node: Node | null | undefined, isDirect: boolean): void {
  if (!node) return;
  switch (node.type) {
    case 'VariableDeclaration':
      variables(scope, node, isDirect);
      return;
    case 'FunctionDeclaration':
      declare(scope, node.id.name, 'function', isDirect ? node.end : Number.POSITIVE_INFINITY);
      return;
    case 'ClassDeclaration':
      declare(scope, node.id.name, 'class', isDirect ? node.end : Number.POSITIVE_INFINITY);
      return;
    case 'BlockStatement':
      nested(scope, node.body);
      return;
    case 'IfStatement':
      nested(scope, [node.consequent]);
      if (node.alternate) nested(scope, [node.alternate]);
      return;
    case 'ForStatement':
      if (node.init?.type === 'VariableDeclaration' && node.init.kind === 'var')
        variables(scope, node.init, false);
      nested(scope, [node.body]);
      return;
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type === 'VariableDeclaration' && node.left.kind === 'var')
        variables(scope, node.left, false);
      nested(scope, [node.body]);
      return;
    case 'WhileStatement':
    case 'DoWhileStatement':
      nested(scope, [node.body]);
      return;
    case 'TryStatement':
      nested(scope, node.block.body);
      if (node.handler) nested(scope, node.handler.body.body);
      if (node.finalizer) nested(scope, node.finalizer.body);
      return;
    case 'SwitchStatement':
      for (const one of node.cases) for (const inner of one.consequent) collect(scope, inner, false);
      return;
    default:
      return;
  }
}
