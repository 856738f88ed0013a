/** What a function prints as: its parameters and its body's text, name and arrow form gone. */
import type { Fn } from './values.ts';
import type { World } from './world.ts';

/** `(a,b) {return a + b;}`, without the word `function`. */
export function functionText(world: World, fn: Fn): string {
  const closure = world.closures.get(fn);
  if (!closure) return '() { [native code] }';
  const facts = closure.unit?.functions[closure.index];
  if (!facts || !closure.unit) return '() {}';
  const body = closure.unit.text.slice(facts.start, facts.end);
  const parameters = `(${facts.parameters.join(',')}) `;
  if (body === '') return `${parameters}{}`;
  const text = facts.isReturn ? `return ${body}` : body;
  return body.includes('\n') ? `${parameters}{\n  ${text}\n}` : `${parameters}{${text}}`;
}
