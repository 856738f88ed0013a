import { type AnyNode, type Program as Ast, parse, type Token } from 'acorn';

/** A node of one kind. */
export type NodeOf<T extends AnyNode['type']> = Extract<AnyNode, { type: T }>;

/** A parsed script with the look-ups that passes and rules share. */
export interface Program {
  readonly code: string;
  readonly ast: Ast;
  readonly tokens: readonly Token[];
  /** All nodes of one type in source order. */
  nodes<T extends AnyNode['type']>(type: T): readonly NodeOf<T>[];
  parentOf(node: AnyNode): AnyNode | undefined;
  /** The nodes around `node`, innermost first. */
  ancestorsOf(node: AnyNode): readonly AnyNode[];
  tokenBefore(position: number): Token | undefined;
  /** The first token that starts at or after `position`. */
  tokenFrom(position: number): Token | undefined;
}

/** The script that was parsed last: passes that change nothing hand the same text on. */
let latest: Program | undefined;

/**
 * Parses a script; `import`, `export` and top-level `await` are let through for rules to refuse.
 * Throws acorn's SyntaxError, which has `pos`.
 */
export function parseProgram(code: string): Program {
  if (latest?.code !== code) latest = parseAnew(code);
  return latest;
}

function parseAnew(code: string): Program {
  const tokens: Token[] = [];
  const ast = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowImportExportEverywhere: true,
    allowAwaitOutsideFunction: true,
    allowHashBang: true,
    onToken: tokens,
  });
  const parents = new Map<AnyNode, AnyNode>();
  const byType = new Map<string, AnyNode[]>();
  const index = (node: AnyNode): void => {
    const same = byType.get(node.type);
    if (same) same.push(node);
    else byType.set(node.type, [node]);
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      index(child);
    }
  };
  index(ast);
  const firstFrom = (position: number): number => {
    let low = 0;
    let high = tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const token = tokens[middle];
      if (token && token.start < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    code,
    ast,
    tokens,
    nodes: <T extends AnyNode['type']>(type: T) => (byType.get(type) ?? []) as NodeOf<T>[],
    parentOf: (node) => parents.get(node),
    ancestorsOf(node) {
      const chain: AnyNode[] = [];
      for (let next = parents.get(node); next; next = parents.get(next)) chain.push(next);
      return chain;
    },
    tokenBefore: (position) => tokens[firstFrom(position) - 1],
    tokenFrom: (position) => tokens[firstFrom(position)],
  };
}

/** The parts of these are not listed as they stand in the source: a template has its texts before its expressions. */
const OUT_OF_ORDER = new Set(['TemplateLiteral', 'SwitchCase', 'LabeledStatement']);

/** The nodes directly below `node`, in source order. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const key in node) {
    const value: unknown = node[key as keyof AnyNode];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) children.push(element);
    } else if (isNode(value) && value !== children.at(-1)) children.push(value);
  }
  return OUT_OF_ORDER.has(node.type) ? children.sort(byStart) : children;
}

function byStart(a: AnyNode, b: AnyNode): number {
  return a.start - b.start;
}

/** Whether `node` has a function of its own: what `this` and `arguments` belong to ends there, except in an arrow. */
export function isFunction(
  node: AnyNode,
): node is NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'> {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
