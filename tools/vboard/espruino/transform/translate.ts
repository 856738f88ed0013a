/** A program text as JavaScript: `(function($,U,T,A,C,F){...})`, run with the runtime, unit, `this`, arguments, scopes. */
import type { ModuleDeclaration, Statement } from 'acorn';
import type { Context } from './context.ts';
import { declarations } from './declarations.ts';
import { expression } from './expressions.ts';
import { parse } from './parse.ts';
import { readName } from './places.ts';
import { childScope, declare, type Scope } from './scope.ts';
import { statements } from './statements.ts';
import type { Unit } from './unit.ts';

export interface Translation {
  readonly unit: Unit;
  readonly code: string;
}

export interface TranslateOptions {
  readonly file: string;
  readonly traceFile: string;
  /** Name of the outermost frame in stack traces. */
  readonly root: string;
  readonly hasUnicode: boolean;
  /** `root`: names are globals; `function`: a scope of its own (modules, `new Function`); or the caller's scopes (`eval`). */
  readonly scope: 'root' | 'function' | 'inherit';
  /** Names known in the scopes that `inherit` goes on from, outermost first. */
  readonly inherited?: readonly (readonly string[])[];
  readonly parameters?: readonly string[];
}

/** Scopes handed in at run time arrive as the array `C`, innermost first. */
function inheritedScope(options: TranslateOptions): { scope: Scope | null; open: string } {
  let scope: Scope | null = null;
  let open = '';
  const lists = options.inherited ?? [];
  lists.forEach((names, index) => {
    scope = childScope(scope, true);
    for (const name of names) declare(scope, name, 'var', Number.POSITIVE_INFINITY);
    open += `const ${scope.variable}=C[${lists.length - 1 - index}];`;
  });
  return { scope, open };
}

/** The last statement's value is the program's: what the console prints after `=`. */
function withResult(context: Context, body: readonly (Statement | ModuleDeclaration)[]): string {
  const last = body.at(-1);
  const before = statements(context, body.slice(0, -1));
  const named = last && nameOf(last);
  if (last?.type === 'ExpressionStatement')
    return `${before}\nreturn ${expression(context, last.expression)};`;
  if (!last || !named) return statements(context, body);
  return `${before}\n${statements(context, [last])}\nreturn ${readName(context, named, last.end, 'undefined')};`;
}

/** The name that a declaration's value stands under. */
function nameOf(node: Statement | ModuleDeclaration): string | undefined {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return node.id?.name;
  if (node.type !== 'VariableDeclaration') return undefined;
  const id = node.declarations.at(-1)?.id;
  return id?.type === 'Identifier' ? id.name : undefined;
}

/** @throws acorn's SyntaxError with `pos`. */
export function translate(text: string, options: TranslateOptions): Translation {
  const unit: Unit = {
    text,
    root: options.root,
    file: options.file,
    traceFile: options.traceFile,
    functions: [],
    hasUnicode: options.hasUnicode,
    temporaries: 0,
  };
  const program = parse(text);
  let { scope, open } = inheritedScope(options);
  if (options.scope === 'function') {
    scope = childScope(scope, true);
    const slots = (options.parameters ?? []).map((name, index) => `,${name}:A[${index}]`).join('');
    for (const name of options.parameters ?? []) declare(scope, name, 'parameter', -1);
    open += `const ${scope.variable}={__proto__:$.S${slots}};`;
  }
  if (scope) declarations(scope, program.body);
  const context: Context = { unit, scope, temporaries: [] };
  const body = withResult(context, program.body);
  const kept = context.temporaries.length > 0 ? `let ${context.temporaries.join()};` : '';
  return { unit, code: `(function program$($,U,T,A,C,F){"use strict";${kept}${open}${body}\n})` };
}
