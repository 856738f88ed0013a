/**
 * What only one branch of a root condition uses is declared in that branch. The interpreter makes a function or a variable when
 * it comes to it, and a branch that is not taken makes nothing: a board that can be an AT console or an echo server pays for
 * the one that it is.
 */
import type { AnyNode, Expression, VariableDeclarator } from 'acorn';
import type MagicString from 'magic-string';
import { isFunction, type Program } from '../syntax/program.ts';
import { type Binding, scopesOf } from '../syntax/scopes.ts';

/** A root function, or a root variable whose value runs nothing. */
interface Declaration {
  readonly node: AnyNode;
  readonly binding: Binding;
}

/** A condition at the root, in the minifier's form: `test ? consequent : alternate`, or `test && consequent`. */
interface Condition {
  readonly node: AnyNode;
  readonly test: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression | null;
  /** The statement around it, and in a list of expressions its neighbours. */
  readonly statement: AnyNode;
  readonly before: AnyNode | null;
  readonly after: AnyNode | null;
}

/**
 * Moves declarations into the branch that alone uses them; `kept` stay at the root. Of a development build only what belongs
 * to the first branch moves: a live edit changes root functions.
 */
export function moveIntoBranches(
  program: Program,
  edit: MagicString,
  kept: ReadonlySet<string>,
  development: boolean,
): void {
  let left = declarationsOf(program).filter(({ binding }) => !kept.has(binding.name));
  const moved = new Set<AnyNode>();
  for (const condition of conditionsOf(program)) {
    const { consequent, alternate } = condition;
    const before = left.filter(({ node }) => node.end <= condition.node.start);
    const first = ownOf(consequent, before);
    const second = alternate && !development ? ownOf(alternate, before) : [];
    if (first.length + second.length === 0) continue;
    toStatement(program, edit, condition);
    for (const [branch, own] of [
      [consequent, first],
      [alternate, second],
    ] as const) {
      for (const { node } of own) {
        moved.add(node);
        moveTo(edit, node, branch?.start ?? 0);
      }
    }
    left = left.filter(({ node }) => !moved.has(node));
  }
  closeGaps(program, edit, moved);
}

function declarationsOf(program: Program): Declaration[] {
  const { root } = scopesOf(program);
  const named = (node: AnyNode, name: string): Declaration[] => {
    const binding = root.bindings.get(name);
    return binding?.declarations.length === 1 && binding.uses.length > 0 ? [{ node, binding }] : [];
  };
  return program.ast.body.flatMap((node) => {
    if (node.type === 'FunctionDeclaration') return named(node, node.id.name);
    if (node.type !== 'VariableDeclaration') return [];
    return node.declarations.flatMap((declarator) =>
      declarator.id.type === 'Identifier' && (!declarator.init || isQuiet(declarator.init))
        ? named(declarator, declarator.id.name)
        : [],
    );
  });
}

/** A value that is the same wherever it is made: literals, functions, and lists and objects of them. */
function isQuiet(node: AnyNode): boolean {
  if (isFunction(node) || node.type === 'Literal') return true;
  if (node.type === 'UnaryExpression') return node.operator !== 'delete' && isQuiet(node.argument);
  if (node.type === 'ArrayExpression') return node.elements.every((element) => element && isQuiet(element));
  if (node.type !== 'ObjectExpression') return false;
  return node.properties.every(
    (property) =>
      property.type === 'Property' &&
      property.kind === 'init' &&
      !property.computed &&
      isQuiet(property.value),
  );
}

function conditionsOf(program: Program): Condition[] {
  return program.ast.body.flatMap((statement) => {
    if (statement.type !== 'ExpressionStatement') return [];
    const { expression } = statement;
    const parts = expression.type === 'SequenceExpression' ? expression.expressions : [expression];
    return parts.flatMap((node, index): Condition[] => {
      const around = {
        node,
        statement,
        before: parts[index - 1] ?? null,
        after: parts[index + 1] ?? null,
      };
      if (node.type === 'ConditionalExpression') return [{ ...node, ...around }];
      if (node.type === 'LogicalExpression' && node.operator === '&&')
        return [{ ...around, test: node.left, consequent: node.right, alternate: null }];
      return [];
    });
  });
}

/** The declarations that nothing outside `branch` needs, but for each other. */
function ownOf(branch: AnyNode, declarations: readonly Declaration[]): Declaration[] {
  let own = [...declarations];
  for (let count = -1; count !== own.length; ) {
    count = own.length;
    const places = [branch, ...own.map(({ node }) => node)];
    const isInside = (use: AnyNode): boolean =>
      places.some(({ start, end }) => use.start >= start && use.end <= end);
    own = own.filter(({ binding }) => binding.uses.every(({ node }) => isInside(node)));
  }
  return own;
}

/** Makes an `if` of a condition; parentheses stand in the gaps between its parts, and go. */
function toStatement(program: Program, edit: MagicString, condition: Condition): void {
  const { statement, test, consequent, alternate, before, after } = condition;
  const put = (start: number, end: number, text: string): void => {
    if (start < end) edit.overwrite(start, end, text);
    // Text at a seam belongs to what stays, not to a declaration beside it that moves.
    else if (text === '}') edit.appendLeft(start, text);
    else edit.prependRight(start, text);
  };
  const start = before ? before.end : statement.start;
  put(start, test.start, `${before ? ';' : ''}if(`);
  put(test.end, consequent.start, `){`);
  if (alternate) put(consequent.end, alternate.start, '}else{');
  const last = alternate ?? consequent;
  put(last.end, after ? after.start : statement.end, '}');
  for (const node of [consequent, alternate, after])
    if (node && /^(?:function|class|\{|let\b)/.test(program.code.slice(node.start, node.start + 8)))
      edit.prependRight(node.start, '!');
}

function moveTo(edit: MagicString, node: AnyNode, at: number): void {
  if (node.type === 'VariableDeclarator') {
    edit.prependRight(node.start, 'var ');
    edit.appendLeft(node.end, ';');
  }
  edit.move(node.start, node.end, at);
}

/** Takes the commas and the words away that variables leave behind. */
function closeGaps(program: Program, edit: MagicString, moved: ReadonlySet<AnyNode>): void {
  for (const node of program.ast.body) {
    if (node.type !== 'VariableDeclaration' || !node.declarations.some((one) => moved.has(one))) continue;
    const { declarations } = node;
    const first = declarations[0] as VariableDeclarator;
    const last = declarations.at(-1) as VariableDeclarator;
    const rest = declarations.filter((one) => !moved.has(one));
    for (let index = 1; index < declarations.length; index++) {
      const [one, next] = [declarations[index - 1], declarations[index]] as [
        VariableDeclarator,
        VariableDeclarator,
      ];
      if (moved.has(next) || next === rest[0]) edit.remove(one.end, next.start);
    }
    if (rest.length > 0) continue;
    edit.remove(node.start, first.start);
    if (last.end < node.end) edit.remove(last.end, node.end);
  }
}
