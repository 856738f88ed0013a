import { isFunction, type Program } from '../../syntax/program.ts';
import type { Scope } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';
/** A function of a block comes after the first let or const of that block. */
export const blockClosure: Rule = {
  id: 'block-closure',
  message:
    'The interpreter creates the scope of a block at its first let or const: a function created before that cannot see them.',
  instead: 'Declare the variables at the top of the block, before the function.',
  find({ program, scopes }, report) {
    for (const scope of scopes.all) {
      if (scope.isFunctionScope || scope.node.type !== 'BlockStatement') continue;
      const lexical = [...scope.bindings.values()].filter(
        ({ kind }) => kind === 'let' || kind === 'const' || kind === 'class',
      );
      const first = Math.min(
        ...lexical.flatMap(({ declarations }) => declarations.map(({ start }) => start)),
      );
      for (const { uses } of lexical) {
        for (const { node } of uses) if (closureStart(program, node, scope) < first) report(node);
      }
    }
  },
};

function closureStart(program: Program, node: Parameters<Program['ancestorsOf']>[0], scope: Scope): number {
  const chain = program.ancestorsOf(node);
  const inner = chain.slice(0, chain.indexOf(scope.node)).filter(isFunction).at(-1);
  return inner?.start ?? Number.POSITIVE_INFINITY;
}
