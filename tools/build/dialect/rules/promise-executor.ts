import type { Rule } from '../rule.ts';
/** An executor uses resolve or reject. */
export const promiseExecutor: Rule = {
  id: 'promise-executor',
  message:
    'A promise whose executor neither settles it nor keeps resolve or reject is freed while in use, and the interpreter crashes later.',
  instead: 'Take resolve as a parameter and call it, or pass it on.',
  find({ program, scopes }, report) {
    const globals = new Set(scopes.globals.map(({ node }) => node));
    for (const {
      callee,
      arguments: [executor],
    } of program.nodes('NewExpression')) {
      if (callee.type !== 'Identifier' || callee.name !== 'Promise' || !globals.has(callee) || !executor)
        continue;
      const scope = scopes.all.find(({ node }) => node === executor);
      if (!scope) continue;
      const usesParameter = [...scope.bindings.values()].some(
        ({ kind, uses }) => kind === 'parameter' && uses.length > 0,
      );
      if (!usesParameter) report(executor);
    }
  },
};
