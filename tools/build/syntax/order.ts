// What is used before it exists: the interpreter hoists nothing, so a name is unknown until its line has run.
import type { AnyNode } from 'acorn';
import { isDeferred, usesOfFunction } from './function-uses.ts';
import { isFunction, type Program } from './program.ts';
import type { Binding, Scope, Scopes, Use } from './scopes.ts';

const CONDITIONAL = new Set([
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchCase',
  'CatchClause',
  'TryStatement',
  'ConditionalExpression',
  'LogicalExpression',
]);

/** The uses of a binding that may run before its declaration has, the earliest first. */
export function earlyUses(program: Program, scopes: Scopes, binding: Binding): Use[] {
  const [declaration] = binding.declarations;
  if (
    !declaration ||
    binding.kind === 'parameter' ||
    binding.kind === 'catch' ||
    binding.kind === 'own name'
  ) {
    return [];
  }
  // The name exists when its own declarator runs: `var f = () => f()` is fine.
  const existsFrom = declaration.start;
  const holder = binding.kind === 'var' ? holderOf(program, declaration, binding.scope) : undefined;
  return binding.uses.filter((use) => {
    const live = livePosition(program, scopes, use.node, binding.scope, new Set());
    if (live < existsFrom) return true;
    return holder !== undefined && (use.node.start < holder.start || use.node.end > holder.end);
  });
}

/** The innermost code around a declaration that may be left or skipped before the declaration runs. */
function holderOf(program: Program, declaration: AnyNode, scope: Scope): AnyNode | undefined {
  let inside: AnyNode = declaration;
  for (const around of program.ancestorsOf(declaration)) {
    if (around === scope.node) return undefined;
    if (CONDITIONAL.has(around.type) && !alwaysRuns(around, inside)) {
      const isWhole =
        around.type === 'SwitchCase' || around.type === 'CatchClause' || isLoopHead(around, inside);
      return isWhole ? around : inside;
    }
    inside = around;
  }
  return undefined;
}

function alwaysRuns(around: AnyNode, inside: AnyNode): boolean {
  if (around.type === 'ForStatement') return around.init === inside;
  return around.type === 'TryStatement' && around.finalizer === inside;
}

function isLoopHead(around: AnyNode, inside: AnyNode): boolean {
  return (around.type === 'ForInStatement' || around.type === 'ForOfStatement') && around.left === inside;
}

/** The first position, in the code of `scope` itself, at which the code around `node` can run. */
function livePosition(
  program: Program,
  scopes: Scopes,
  node: AnyNode,
  scope: Scope,
  seen: Set<AnyNode>,
): number {
  // Code outside a block calls what it was handed by the block's own code, which comes behind its declarations.
  if (node.start < scope.node.start || node.end > scope.node.end) return Number.POSITIVE_INFINITY;
  const inner = outermostFunction(program, node, scope);
  if (!inner) return isDeferred(program, scopes, node) ? Number.POSITIVE_INFINITY : node.start;
  if (seen.has(inner)) return Number.POSITIVE_INFINITY;
  seen.add(inner);
  const reached = usesOfFunction(program, scopes, inner);
  if (reached === undefined) {
    return isDeferred(program, scopes, inner) ? Number.POSITIVE_INFINITY : inner.start;
  }
  const positions = reached.map((use) => livePosition(program, scopes, use, scope, seen));
  return Math.min(Number.POSITIVE_INFINITY, ...positions);
}

function outermostFunction(program: Program, node: AnyNode, scope: Scope): AnyNode | undefined {
  let outermost: AnyNode | undefined;
  for (const around of program.ancestorsOf(node)) {
    if (around === scope.node) break;
    if (isFunction(around)) outermost = around;
  }
  return outermost;
}
