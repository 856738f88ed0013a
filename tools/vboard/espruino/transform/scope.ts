/** Which scope object of the running program holds a name, as far as the text tells. */

export type DeclarationKind = 'parameter' | 'var' | 'let' | 'const' | 'function' | 'class' | 'catch';

export interface Declared {
  readonly kind: DeclarationKind;
  /** From this offset on the name surely exists; `Infinity` when only the run can tell. */
  readonly from: number;
}

export interface Scope {
  /** Name of the JavaScript variable that holds the scope object. */
  readonly variable: string;
  readonly isFunction: boolean;
  readonly parent: Scope | null;
  readonly names: Map<string, Declared[]>;
}

let serial = 0;

export function childScope(parent: Scope | null, isFunction: boolean): Scope {
  serial += 1;
  return { variable: `s${serial}`, isFunction, parent, names: new Map() };
}

export function declare(scope: Scope, name: string, kind: DeclarationKind, from: number): void {
  const list = scope.names.get(name);
  if (list) list.push({ kind, from });
  else scope.names.set(name, [{ kind, from }]);
}

export interface Candidate {
  readonly scope: Scope;
  readonly isSure: boolean;
  readonly isConstant: boolean;
}

/** Scopes that may hold `name` at `offset`, innermost first; a sure one ends the list. */
export function candidates(scope: Scope | null, name: string, offset: number): Candidate[] {
  const found: Candidate[] = [];
  for (let at = scope; at; at = at.parent) {
    const list = at.names.get(name);
    if (!list) continue;
    const isSure = list.some((one) => one.from <= offset);
    found.push({ scope: at, isSure, isConstant: list.every((one) => one.kind === 'const') });
    if (isSure) break;
  }
  return found;
}

/** Scope variables from the innermost function scope outwards: what a closure made here holds on to. */
export function chain(scope: Scope | null): string[] {
  const names: string[] = [];
  for (let at = scope; at; at = at.parent) names.push(at.variable);
  return names;
}

/** The scope of the function around; `null` at the root. */
export function functionScope(scope: Scope | null): Scope | null {
  let at = scope;
  while (at && !at.isFunction) at = at.parent;
  return at;
}
