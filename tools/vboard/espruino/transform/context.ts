/** Where the translation stands: text, scope, and the JavaScript function that is being written. */
import { candidates, type Scope } from './scope.ts';
import { quote, temporary, type Unit } from './unit.ts';

export interface Context {
  readonly unit: Unit;
  /** `null` at the root of a program: names are globals. */
  readonly scope: Scope | null;
  /** Temporaries that the JavaScript function has to declare. */
  readonly temporaries: string[];
}

export function within(context: Context, scope: Scope): Context {
  return { ...context, scope };
}

export function keep(context: Context): string {
  const name = temporary(context.unit);
  context.temporaries.push(name);
  return name;
}

/** Whether the text alone tells in which scope object `name` lies. */
export function isSettled(context: Context, name: string, offset: number): boolean {
  const found = candidates(context.scope, name, offset);
  return found.length === 0 || (found.length === 1 && found[0]?.isSure === true);
}

/** Syntax that the interpreter stumbles over when it gets there, with the words it finds for it. */
export function refuse(message: string): string {
  return `$.syntax(${quote(message)})`;
}
