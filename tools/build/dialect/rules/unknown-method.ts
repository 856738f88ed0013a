import { addedMembers, declaredNames, memberName } from '../../syntax/added-members.ts';
import { isProbe } from '../../syntax/probes.ts';
import type { NodeOf, Program } from '../../syntax/program.ts';
import { receiverClasses } from '../../syntax/receiver-classes.ts';
import { STANDARD_METHODS } from '../../syntax/standard-methods.ts';
import { insteadOfAnyMember, insteadOfMember } from '../absent-members.ts';
import type { Rule } from '../rule.ts';
/** Only methods that the receiver has; where the script does not say what it is, that some object of the board has. */
export const unknownMethod: Rule = {
  id: 'unknown-method',
  message: 'No object on the board has such a method: the interpreter stops with Function not found.',
  instead: 'Use a method that the board has, or a loop.',
  find({ program, scopes, symbols }, report) {
    const classOf = receiverClasses(program, scopes);
    const isAdded = addedMembers(program, classOf);
    const declared = declaredNames(program);
    const onBoard = [...symbols.classes.values()].flatMap(({ statics, methods }) => [...statics, ...methods]);
    const inModules = [...symbols.modules.values()].flatMap((members) => [...members]);
    const known = new Set([...declared, ...onBoard, ...inModules]);
    for (const node of program.nodes('MemberExpression')) {
      const name = memberName(node);
      const parent = program.parentOf(node);
      const isWritten = parent?.type === 'AssignmentExpression' && parent.left === node;
      if (name === undefined || isWritten || isProbe(program, node) || isUnused(program, node)) continue;
      const receiver = classOf(node.object);
      if (isAdded(name, receiver)) continue;
      if (receiver === undefined) {
        if (node.computed || !STANDARD_METHODS.has(name) || known.has(name)) continue;
        report(node, {
          message: `No object on the board has the method ${name}: the interpreter stops with Function not found.`,
          instead: insteadOfAnyMember(name) ?? unknownMethod.instead,
        });
      } else if (receiver !== 'Object' || !declared.has(name)) {
        const instead = insteadOfMember(receiver, '#', name);
        if (instead === undefined) continue;
        const fault = `The board's ${receiver} has no ${name}: it is undefined, and calling it stops the program.`;
        report(node, { message: fault, instead });
      }
    }
  },
};

/** What the minifier leaves of a question whose two answers are the same: the read alone, which is harmless. */
function isUnused(program: Program, node: NodeOf<'MemberExpression'>): boolean {
  const parent = program.parentOf(node);
  if (parent?.type === 'SequenceExpression') return parent.expressions.at(-1) !== node;
  return parent?.type === 'ExpressionStatement';
}
