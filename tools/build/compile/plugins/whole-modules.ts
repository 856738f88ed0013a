import path from 'node:path';
import type { AnyNode } from 'acorn';
import type { Plugin } from 'rollup';
import { childrenOf, isFunction } from '../../syntax/program.ts';

const PACKAGES = `${path.sep}node_modules${path.sep}`;
const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement']);

/**
 * Keeps every statement of the entry and of modules that are not the project's firmware: rollup takes a loop that waits
 * for the clock, a draw of the random generator and a conversion for nothing, and drops them. The firmware's own modules
 * are shaken, for what a board cannot use must not reach it, unless one of them has such a loop.
 */
export function wholeModules(entry: string, root: string): Plugin {
  const firmware = path.join(root, 'firmware') + path.sep;
  return {
    name: 'tinwire-whole-modules',
    transform(code, id) {
      if (id.startsWith('\0')) return null;
      const isShaken = id !== entry && id.startsWith(firmware);
      if (isShaken && !hasQuietLoop(code, (text) => this.parse(text) as AnyNode)) return null;
      // A package says itself that its modules may be left out.
      if (id.includes(PACKAGES) && this.getModuleInfo(id)?.moduleSideEffects === false) return null;
      return { moduleSideEffects: 'no-treeshake' };
    },
  };
}

/** Whether a loop calls nothing in its body: it may be there for the time that it takes. */
function hasQuietLoop(code: string, parse: (code: string) => AnyNode): boolean {
  if (!/\b(?:while|for)\s*\(/.test(code)) return false;
  const isQuiet = (node: AnyNode): boolean => {
    if (LOOPS.has(node.type) && 'body' in node && !hasCall(node.body as AnyNode)) return true;
    return childrenOf(node).some(isQuiet);
  };
  return isQuiet(parse(code));
}

function hasCall(node: AnyNode): boolean {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return true;
  return !isFunction(node) && childrenOf(node).some(hasCall);
}
