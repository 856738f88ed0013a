import type { AnyNode } from 'acorn';
import type { Program } from '../../syntax/program.ts';
import type { Scopes } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';

const SAVE = {
  message:
    'In an image save() always throws: what it would save is already in Storage, as the file .bootcde.',
  instead: 'Omit it: an image starts at every power-on. Keep values with require("Storage").writeJSON.',
};
const BOOT_CODE = {
  message: 'This replaces the file .bootcde, which starts the image: the board will be empty afterwards.',
  instead: 'Omit it: an image starts at every power-on.',
};
const ERASE_ALL = {
  message: 'This erases all of Storage, including the image and the settings.',
  instead: 'Erase single files: require("Storage").erase(name).',
};
const IMAGE_FILE = {
  message: 'This file is the image or the code that starts it.',
  instead: 'Use another name for your file.',
};
/** The files of an image in Storage. */
const IMAGE_FILES = /^(?:\.bootcde|\.bootrst|fw[01])$/;

/** A program does not overwrite or erase the image that it is in. */
export const imageLoss: Rule = {
  id: 'image-loss',
  ...SAVE,
  find({ program, scopes }, report) {
    for (const call of program.nodes('CallExpression')) {
      const { callee, arguments: given, start } = call;
      const [first] = given;
      if (isGlobal(scopes, callee, 'save')) report({ start }, SAVE);
      if (isGlobal(scopes, callee, 'reset') && first && isTrue(first)) report({ start }, BOOT_CODE);
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') continue;
      const { object, property } = callee;
      if (property.name === 'setBootCode' && isGlobal(scopes, object, 'E')) report({ start }, BOOT_CODE);
      if (!isStorage(program, scopes, object)) continue;
      if (property.name === 'eraseAll') report({ start }, ERASE_ALL);
      const isChange = /^(?:write|writeJSON|erase)$/.test(property.name);
      if (isChange && first?.type === 'Literal' && IMAGE_FILES.test(String(first.value)))
        report({ start }, IMAGE_FILE);
    }
  },
};

function isTrue(node: AnyNode): boolean {
  if (node.type === 'UnaryExpression')
    return node.operator === '!' && node.argument.type === 'Literal' && node.argument.value === 0;
  return node.type === 'Literal' && node.value === true;
}

function isGlobal(scopes: Scopes, node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && scopes.globals.some((use) => use.node === node);
}

/** `require("Storage")`, or a variable that holds it. */
function isStorage(program: Program, scopes: Scopes, node: AnyNode): boolean {
  if (node.type === 'CallExpression') {
    const [name] = node.arguments;
    return isGlobal(scopes, node.callee, 'require') && name?.type === 'Literal' && name.value === 'Storage';
  }
  if (node.type !== 'Identifier') return false;
  return scopes.all.some(({ bindings }) => {
    const binding = bindings.get(node.name);
    if (!binding?.uses.some((use) => use.node === node)) return false;
    return binding.declarations.some((declaration) => {
      const parent = program.parentOf(declaration);
      const init = parent?.type === 'VariableDeclarator' ? parent.init : undefined;
      return init?.type === 'CallExpression' && isStorage(program, scopes, init);
    });
  });
}
