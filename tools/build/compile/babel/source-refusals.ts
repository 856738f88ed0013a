// What is refused in TypeScript before anything is lowered: later the construct is gone, and with it the good position.
import { type NodePath, type PluginObj, type PluginPass, types as t } from '@babel/core';
import type { Finding } from '../../dialect/finding.ts';
import { asyncFunction } from '../../dialect/rules/async-function.ts';
import { bigInt } from '../../dialect/rules/big-int.ts';
import { generator } from '../../dialect/rules/generator.ts';
import { label } from '../../dialect/rules/label.ts';
import { privateName } from '../../dialect/rules/private-name.ts';
import { staticBlock } from '../../dialect/rules/static-block.ts';
import { taggedTemplate } from '../../dialect/rules/tagged-template.ts';

type Words = Pick<Finding, 'message' | 'instead'> & { readonly id: string };

const SPREAD_NEW: Words = {
  id: 'spread-new',
  message: 'The interpreter cannot spread a list into the arguments of new.',
  instead: 'Write the arguments one by one, or let the constructor take one array.',
};
const TEXT_ITERATION: Words = {
  id: 'text-iteration',
  message: 'The interpreter iterates over the bytes of this string, not its characters.',
  instead: 'Use ASCII here, or put the string in a variable first if you do mean its UTF-8 bytes.',
};

/** Options of the plugin. */
export interface SourceRefusalOptions {
  /** Called once per file; the list may be empty. */
  readonly onFindings: (file: string, findings: readonly Finding[]) => void;
}

/** Reports what of a TypeScript file can neither run nor be lowered. */
export function sourceRefusals(_babel: object, { onFindings }: SourceRefusalOptions): PluginObj {
  return {
    name: 'tinwire-source-refusals',
    pre(this: PluginPass, file) {
      const name = file.opts.filename ?? 'unknown';
      const findings: Finding[] = [];
      const refuse = ({ node }: NodePath, { id, message, instead }: Words): void => {
        const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
        findings.push({
          file: name,
          line,
          column: column + 1,
          rule: id,
          message,
          instead,
          severity: 'error',
        });
      };
      // Babel stops at these without a plugin of their own, and the other findings would be lost.
      const refuseAndRemove = (path: NodePath, words: Words): void => {
        refuse(path, words);
        path.remove();
      };
      const refuseText = (path: NodePath<t.Node | null | undefined>): void => {
        if (path.node && isNonAsciiText(path.node)) refuse(path as NodePath, TEXT_ITERATION);
      };
      file.path.traverse({
        Function(path) {
          if (path.node.async) refuse(path, asyncFunction);
          if (path.node.generator) refuse(path, generator);
        },
        AwaitExpression(path) {
          if (!path.getFunctionParent()?.node.async) refuse(path, asyncFunction);
        },
        ForOfStatement(path) {
          if (path.node.await && !path.getFunctionParent()?.node.async) refuse(path, asyncFunction);
          refuseText(path.get('right'));
        },
        LabeledStatement: (path) => refuse(path, label),
        TaggedTemplateExpression: (path) => refuse(path, taggedTemplate),
        ClassPrivateProperty: (path) => refuse(path, privateName),
        ClassPrivateMethod: (path) => refuseAndRemove(path, privateName),
        StaticBlock: (path) => refuseAndRemove(path, staticBlock),
        BigIntLiteral: (path) => refuse(path, bigInt),
        NewExpression(path) {
          if (path.node.arguments.some((argument) => t.isSpreadElement(argument))) refuse(path, SPREAD_NEW);
        },
        SpreadElement: (path) => refuseText(path.get('argument')),
        VariableDeclarator(path) {
          if (t.isArrayPattern(path.node.id)) refuseText(path.get('init'));
        },
        AssignmentExpression(path) {
          if (t.isArrayPattern(path.node.left)) refuseText(path.get('right'));
        },
      });
      onFindings(name, findings);
    },
    visitor: {},
  };
}

function isNonAsciiText(node: t.Node): boolean {
  if (t.isTSAsExpression(node) || t.isTSNonNullExpression(node) || t.isTSSatisfiesExpression(node)) {
    return isNonAsciiText(node.expression);
  }
  if (t.isTemplateLiteral(node)) return node.quasis.some(({ value }) => !isAscii(value.cooked ?? ''));
  return t.isStringLiteral(node) && !isAscii(node.value);
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
