/** Statements: control flow stays JavaScript's, names live in scope objects. */
import type {
  BlockStatement,
  Expression,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  ModuleDeclaration,
  Statement,
  SwitchStatement,
  VariableDeclaration,
} from 'acorn';
import { classValue } from './classes.ts';
import { type Context, keep, refuse, within } from './context.ts';
import { declarations, hasBlockNames } from './declarations.ts';
import { expression } from './expressions.ts';
import { functionValue } from './functions.ts';
import { place, writeName } from './places.ts';
import { childScope, declare, functionScope, type Scope } from './scope.ts';
import { tryStatement } from './try.ts';
import { mark, quote } from './unit.ts';

export function statements(context: Context, nodes: readonly (Statement | ModuleDeclaration)[]): string {
  return nodes.map((node) => statement(context, node)).join('\n');
}

/** A block with a scope object of its own when it declares names for itself. */
export function block(context: Context, node: BlockStatement): string {
  if (!hasBlockNames(node.body)) return `{${statements(context, node.body)}}`;
  const scope = childScope(context.scope, false);
  declarations(
    scope,
    node.body.filter((one) => one.type === 'VariableDeclaration' && one.kind !== 'var'),
  );
  return `{const ${scope.variable}={__proto__:$.S};${statements(within(context, scope), node.body)}}`;
}

function scopeOf(context: Context, kind: string): Scope | null {
  return kind === 'let' || kind === 'const' ? context.scope : functionScope(context.scope);
}

/** Code that gives a fresh name its first value, in the scope its kind belongs to. */
function initialise(context: Context, kind: string, name: string, offset: number, value: string): string {
  const scope = scopeOf(context, kind);
  if (scope) return `${scope.variable}.${name}=${value}`;
  return `${mark(offset)}$.${kind === 'const' ? 'dc' : 'dg'}(${quote(name)},${value})`;
}

/** Code that makes a name be there: the interpreter makes it before it comes to the first value, so that may use it. */
function exist(context: Context, kind: string, name: string): string {
  const scope = scopeOf(context, kind);
  return `$.again(${scope?.variable ?? '$.G'},${quote(name)})`;
}

/** Whether nothing can look at the name, or throw, before the value is there. */
function isPlainValue({ type }: Expression): boolean {
  return type === 'Literal' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

function variables(context: Context, node: VariableDeclaration): string {
  return node.declarations
    .map((one) => {
      if (one.id.type !== 'Identifier') return refuse("Got '{' expected ID");
      const { name } = one.id;
      if (one.init) {
        const first = initialise(context, node.kind, name, one.start, expression(context, one.init));
        return isPlainValue(one.init) ? first : `${exist(context, node.kind, name)};${first}`;
      }
      if (node.kind !== 'var') return initialise(context, node.kind, name, one.start, 'undefined');
      return exist(context, node.kind, name);
    })
    .join(';');
}

function body(context: Context, node: Statement): string {
  return node.type === 'BlockStatement' ? block(context, node) : `{${statement(context, node)}}`;
}

/** The body of a loop: each turn ticks, so that code without end can be left. */
function turn(context: Context, node: Statement): string {
  return `{${mark(node.start)}$.t();${body(context, node)}}`;
}

function forLoop(context: Context, node: ForStatement): string {
  let inner = context;
  let open = '';
  const { init } = node;
  if (init?.type === 'VariableDeclaration' && init.kind !== 'var') {
    const scope = childScope(context.scope, false);
    declarations(scope, [init]);
    inner = within(context, scope);
    open = `const ${scope.variable}={__proto__:$.S};`;
  }
  const first = init
    ? init.type === 'VariableDeclaration'
      ? variables(inner, init)
      : expression(inner, init)
    : '';
  const test = node.test ? `$.bool(${expression(inner, node.test)})` : '';
  const step = node.update ? expression(inner, node.update) : '';
  return `{${open}${first};for(;${test};${step})${turn(inner, node.body)}}`;
}

function forEach(context: Context, node: ForInStatement | ForOfStatement): string {
  let inner = context;
  let open = '';
  const { left } = node;
  const item = keep(context);
  let assign: string;
  if (left.type === 'VariableDeclaration') {
    const id = left.declarations[0]?.id;
    if (id?.type !== 'Identifier') return `${refuse("Got '[' expected ID")};`;
    if (left.kind !== 'var') {
      const scope = childScope(context.scope, false);
      declare(scope, id.name, 'let', left.end);
      inner = within(context, scope);
      open = `const ${scope.variable}={__proto__:$.S};`;
    }
    assign = initialise(inner, left.kind === 'const' ? 'let' : left.kind, id.name, left.start, item);
  } else if (left.type === 'Identifier') {
    assign = writeName(context, left.name, left.start, item);
  } else if (left.type === 'MemberExpression') {
    const target = place(context, left);
    assign = `${target.setup}${target.write(item)}`;
  } else {
    return `${refuse("Got '[' expected ID")};`;
  }
  const over = node.type === 'ForInStatement' ? 'keys' : 'values';
  const source = `${mark(node.end - 1)}$.${over}(${expression(context, node.right)})`;
  return `{${open}for(${item} of ${source}){${assign};${turn(inner, node.body)}}}`;
}

function switchOf(context: Context, node: SwitchStatement): string {
  const value = keep(context);
  const cases = node.cases.map((one) => {
    const label = one.test ? `case $.same(${value},${expression(context, one.test)})` : 'default';
    return `${label}:${statements(context, one.consequent)}`;
  });
  const isLate = node.cases.slice(0, -1).some((one) => one.test === null && node.cases.at(-1) !== one);
  const late = isLate ? `${refuse('CASE after DEFAULT unsupported')};` : '';
  return `${value}=${expression(context, node.discriminant)};switch(true){${cases.join('\n')}\n}${late}`;
}

export function statement(context: Context, node: Statement | ModuleDeclaration): string {
  switch (node.type) {
    case 'ExpressionStatement':
      return `${expression(context, node.expression)};`;
    case 'VariableDeclaration':
      return `${variables(context, node)};`;
    case 'FunctionDeclaration': {
      const scope = functionScope(context.scope);
      const target = scope ? scope.variable : '$.G';
      return `$.fd(${target},${quote(node.id.name)},${functionValue(context, node, node.id.name)});`;
    }
    case 'ClassDeclaration': {
      const scope = functionScope(context.scope);
      return `$.fd(${scope ? scope.variable : '$.G'},${quote(node.id.name)},${classValue(context, node)});`;
    }
    case 'ReturnStatement':
      return `return ${node.argument ? expression(context, node.argument) : ''};`;
    case 'IfStatement': {
      const other = node.alternate ? `else ${body(context, node.alternate)}` : '';
      return `if($.bool(${expression(context, node.test)}))${body(context, node.consequent)}${other}`;
    }
    case 'BlockStatement':
      return block(context, node);
    case 'ForStatement':
      return forLoop(context, node);
    case 'ForInStatement':
    case 'ForOfStatement':
      return forEach(context, node);
    case 'WhileStatement':
      return `while($.bool(${expression(context, node.test)}))${turn(context, node.body)}`;
    case 'DoWhileStatement':
      return `do ${turn(context, node.body)} while($.bool(${expression(context, node.test)}));`;
    case 'SwitchStatement':
      return switchOf(context, node);
    case 'BreakStatement':
      return node.label ? `${refuse('Got ID expected EOF')};` : 'break;';
    case 'ContinueStatement':
      return node.label ? `${refuse('Got ID expected EOF')};` : 'continue;';
    case 'ThrowStatement':
      return `throw ${mark(node.end - 1)}$.thrown(${expression(context, node.argument)});`;
    case 'TryStatement':
      return tryStatement(context, node);
    case 'EmptyStatement':
      return ';';
    case 'DebuggerStatement':
      return ';';
    case 'LabeledStatement':
      return `${mark(node.label.end)}$.missing(${quote(node.label.name)});`;
    case 'WithStatement':
      return `$.missing("with");`;
    default:
      return `${refuse('Got ID expected EOF')};`;
  }
}
