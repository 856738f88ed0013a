import type { Rule } from '../rule.ts';
/** There are no #private members. */
export const privateName: Rule = {
  id: 'private-name',
  message: 'The interpreter has no #private members and stops with Got "#" expected "}".',
  instead: 'Name the member _name: the build shortens such names.',
  find({ program }, report) {
    for (const node of program.nodes('PrivateIdentifier')) report(node);
  },
};
