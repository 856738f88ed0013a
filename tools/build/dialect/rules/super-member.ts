import type { Rule } from '../rule.ts';
/** super.x only in classes that nobody extends. */
export const superMember: Rule = {
  id: 'super-member',
  message:
    'super.x starts at the class of the object, not at this class: in a class that is extended again it calls itself forever.',
  instead: 'Write `Parent.prototype.method.call(this, ...)`.',
  find({ program, scopes }, report) {
    const extended = new Set(
      scopes.all.flatMap((scope) =>
        [...scope.bindings.values()]
          .filter(({ uses }) =>
            uses.some(({ node }) => {
              const parent = program.parentOf(node);
              return parent !== undefined && 'superClass' in parent && parent.superClass === node;
            }),
          )
          .flatMap(({ declarations }) => declarations.map((declaration) => program.parentOf(declaration))),
      ),
    );
    for (const node of program.nodes('Super')) {
      if (program.parentOf(node)?.type !== 'MemberExpression') continue;
      const chain = program.ancestorsOf(node);
      const at = chain.findIndex(({ type }) => type === 'ClassDeclaration' || type === 'ClassExpression');
      if (extended.has(chain[at]) || extended.has(chain[at + 1])) report(node);
    }
  },
};
