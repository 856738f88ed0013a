import type { Program } from './program.ts';

/** What a script makes a module of: a text or function for the cache, or a file of Storage, where `require` looks next. */
const MAKERS = /^(?:addCached|write)$/;

/** The modules that a script makes itself; `isOpen`: others, too, whose names only the running program knows. */
export interface AddedModules {
  readonly names: ReadonlySet<string>;
  readonly isOpen: boolean;
  /** The interpreter gives the function of a cached module `exports` and `module`. */
  readonly hasFunctions: boolean;
}

/** Finds the modules that a script makes itself (jswrap_modules.c). */
export function addedModules(program: Program): AddedModules {
  const names = new Set<string>();
  let isOpen = false;
  let hasFunctions = false;
  for (const { callee, arguments: given } of program.nodes('CallExpression')) {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') continue;
    const maker = callee.property.name;
    const [name, body] = given;
    if (!MAKERS.test(maker) || !name) continue;
    const isCached = maker === 'addCached';
    if (name.type === 'Literal') names.add(String(name.value));
    else if (isCached) isOpen = true;
    if (isCached && body && body.type !== 'Literal') hasFunctions = true;
  }
  return { names, isOpen, hasFunctions };
}
