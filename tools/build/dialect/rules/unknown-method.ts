import { STANDARD_METHODS } from '../../syntax/standard-methods.ts';
import type { Rule } from '../rule.ts';
/** Only methods that some object of the board has. */
export const unknownMethod: Rule = {
  id: 'unknown-method',
  message: 'No object of the board has such a method: the interpreter stops with Function not found.',
  instead: 'Use a method that the board has, or a loop.',
  find({ program, symbols }, report) {
    const own = new Set<string>();
    for (const type of ['Property', 'MethodDefinition', 'PropertyDefinition'] as const) {
      for (const { key } of program.nodes(type)) if (key.type === 'Identifier') own.add(key.name);
    }
    const reads = program
      .nodes('MemberExpression')
      .filter(
        ({ property, computed }) =>
          !computed && property.type === 'Identifier' && STANDARD_METHODS.has(property.name),
      );
    for (const node of reads) {
      const parent = program.parentOf(node);
      if (
        parent?.type === 'AssignmentExpression' &&
        parent.left === node &&
        node.property.type === 'Identifier'
      )
        own.add(node.property.name);
    }
    const onBoard = [...symbols.classes.values()].flatMap(({ statics, methods }) => [...statics, ...methods]);
    const inModules = [...symbols.modules.values()].flatMap((members) => [...members]);
    const known = new Set([...own, ...onBoard, ...inModules]);
    for (const node of reads) {
      if (node.property.type !== 'Identifier' || known.has(node.property.name)) continue;
      report(node, {
        message: `No object of the board has the method ${node.property.name}: the interpreter stops with Function not found.`,
      });
    }
  },
};
