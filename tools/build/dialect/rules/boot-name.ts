import { memberName } from '../../syntax/added-members.ts';
import { BOOT_NAME, USED_BEHIND_IMAGE } from '../../syntax/boot-names.ts';
import { reachedNames } from '../../syntax/reached-names.ts';
import type { Rule } from '../rule.ts';
/** What the boot code needs once the image has run. The build gives such names others where no text reaches them. */
export const bootName: Rule = {
  id: 'boot-name',
  message:
    'The boot code needs this name after the image has loaded: it could neither confirm nor abandon the image.',
  instead: 'Choose another name.',
  find({ program, scopes }, report) {
    const { names, likely, isOpen } = reachedNames(program);
    for (const { name, declarations } of scopes.root.bindings.values()) {
      const [declaration] = declarations;
      if (!declaration || !USED_BEHIND_IMAGE.has(name)) continue;
      if (isOpen || names.has(name) || likely.has(name)) report(declaration);
    }
    for (const { node, isWrite } of scopes.globals) if (isWrite && node.name === BOOT_NAME) report(node);
    for (const { left } of program.nodes('AssignmentExpression')) {
      if (left.type !== 'MemberExpression' || memberName(left) !== BOOT_NAME) continue;
      const { object } = left;
      if (object.type === 'Identifier' && /^global(?:This)?$/.test(object.name) && scopes.isGlobal(object))
        report(left);
    }
  },
};
