import type { AnyNode, Identifier } from 'acorn';
import { childrenOf, isFunction, type NodeOf, type Program } from './program.ts';

export type BindingKind = 'var' | 'let' | 'const' | 'class' | 'function' | 'parameter' | 'catch' | 'own name';

/** One name in one scope. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The identifiers that declare it, in source order; more than one for `var a; var a`. */
  readonly declarations: Identifier[];
  /** Every other place that names it. */
  readonly uses: Use[];
}

export interface Use {
  readonly node: Identifier;
  readonly scope: Scope;
  readonly isWrite: boolean;
}

export interface Scope {
  readonly node: AnyNode;
  readonly parent: Scope | undefined;
  readonly isFunctionScope: boolean;
  readonly bindings: Map<string, Binding>;
}

export interface Scopes {
  readonly root: Scope;
  readonly all: readonly Scope[];
  /** Uses of names that the script does not declare. */
  readonly globals: readonly Use[];
  /** The binding that an identifier declares or uses; undefined for a global of the board, and for what is no name. */
  bindingOf(node: AnyNode): Binding | undefined;
  isGlobal(node: AnyNode): boolean;
}

const known = new WeakMap<Program, Scopes>();

/** Finds every name of a script, where it is declared and where it is used, by the rules of JavaScript. */
export function scopesOf(program: Program): Scopes {
  const scopes = known.get(program) ?? findScopes(program);
  known.set(program, scopes);
  return scopes;
}

function findScopes(program: Program): Scopes {
  const all: Scope[] = [];
  const unresolved: Use[] = [];
  const byNode = new Map<AnyNode, Binding>();

  const open = (node: AnyNode, parent: Scope | undefined, isFunctionScope: boolean): Scope => {
    const scope: Scope = { node, parent, isFunctionScope, bindings: new Map() };
    all.push(scope);
    return scope;
  };
  const declare = (scope: Scope, kind: BindingKind, node: Identifier): void => {
    const target = kind === 'var' ? functionScopeOf(scope) : scope;
    const binding = target.bindings.get(node.name) ?? {
      name: node.name,
      kind,
      scope: target,
      declarations: [],
      uses: [],
    };
    binding.declarations.push(node);
    target.bindings.set(node.name, binding);
    byNode.set(node, binding);
  };

  const visit = (node: AnyNode, scope: Scope): void => {
    switch (node.type) {
      case 'Identifier':
        unresolved.push({ node, scope, isWrite: isWritten(program, node) });
        return;
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) {
          visitPattern(id, scope, node.kind as BindingKind);
          if (init) visit(init, scope);
        }
        return;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const inner = open(node, scope, false);
        if (node.id) {
          if (node.type === 'ClassDeclaration') declare(scope, 'class', node.id);
          else declare(inner, 'own name', node.id);
        }
        if (node.superClass) visit(node.superClass, scope);
        visit(node.body, inner);
        return;
      }
      case 'CatchClause': {
        const inner = open(node, scope, false);
        if (node.param) visitPattern(node.param, inner, 'catch');
        visit(node.body, inner);
        return;
      }
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
      case 'StaticBlock': {
        const inner = open(node, scope, node.type === 'StaticBlock');
        for (const child of childrenOf(node)) visit(child, inner);
        return;
      }
      case 'MemberExpression':
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed) visit(node.key, scope);
        if (node.value) visit(node.value, scope);
        return;
      case 'LabeledStatement':
        visit(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
      default:
        if (isFunction(node)) visitFunction(node, scope);
        else for (const child of childrenOf(node)) visit(child, scope);
    }
  };

  const visitFunction = (
    node: NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>,
    scope: Scope,
  ): void => {
    const inner = open(node, scope, true);
    if (node.id) {
      if (node.type === 'FunctionDeclaration') declare(scope, 'function', node.id);
      else declare(inner, 'own name', node.id);
    }
    for (const parameter of node.params) visitPattern(parameter, inner, 'parameter');
    // The body's block is the function's scope: parameters and variables share it.
    if (node.body.type === 'BlockStatement') for (const child of childrenOf(node.body)) visit(child, inner);
    else visit(node.body, inner);
  };

  const visitPattern = (pattern: AnyNode, scope: Scope, kind: BindingKind): void => {
    switch (pattern.type) {
      case 'Identifier':
        declare(scope, kind, pattern);
        return;
      case 'AssignmentPattern':
        visitPattern(pattern.left, scope, kind);
        visit(pattern.right, scope);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') visitPattern(property.argument, scope, kind);
          else {
            if (property.computed) visit(property.key, scope);
            visitPattern(property.value, scope, kind);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) visitPattern(element, scope, kind);
        return;
      case 'RestElement':
        visitPattern(pattern.argument, scope, kind);
        return;
      default:
        visit(pattern, scope);
    }
  };

  const root = open(program.ast, undefined, true);
  for (const child of childrenOf(program.ast)) visit(child, root);
  const globals = unresolved.filter((use) => {
    const binding = lookUp(use.scope, use.node.name);
    binding?.uses.push(use);
    if (binding) byNode.set(use.node, binding);
    return !binding;
  });
  const globalNodes = new Set<AnyNode>(globals.map(({ node }) => node));
  return {
    root,
    all,
    globals,
    bindingOf: (node) => byNode.get(node),
    isGlobal: (node) => globalNodes.has(node),
  };
}

/** The binding that a name means in a scope; undefined for a global of the board. */
export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** The nearest scope of a function, or the script's. */
export function functionScopeOf(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunctionScope && at.parent) at = at.parent;
  return at;
}

function isWritten(program: Program, node: Identifier): boolean {
  const parent = program.parentOf(node);
  if (parent?.type === 'AssignmentExpression') return parent.left === node;
  if (parent?.type === 'UpdateExpression') return true;
  return (parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement') && parent.left === node;
}
