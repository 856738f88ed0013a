/** What Tab can complete in a line: the word before the cursor, and whose member it is. */

/** A word to complete. */
export interface CompletionTarget {
  /** What the word is a member of; `null`: a root name. */
  readonly object: string | null;
  readonly partial: string;
}

/** Only names and plain indices: an expression with a call would run it at each Tab. */
const PATH = /(?:^|[^\w$.\])])((?:[A-Za-z_$][\w$]*(?:\[\d+\])*\.)*)([A-Za-z_$][\w$]*)?$/;

/** The word that ends at the line's end; `null`: nothing that can be completed, such as a member of a call's result. */
export function completionTarget(line: string): CompletionTarget | null {
  const found = PATH.exec(line);
  const [, path = '', partial = ''] = found ?? [];
  if (found === null || (path === '' && partial === '')) return null;
  return { object: path === '' ? null : path.slice(0, -1), partial };
}

/** An expression for the names of `object`'s members and of its prototypes', or of what stands at the root. */
export function namesExpression(object: string | null): string {
  const start = object ?? 'global';
  return `(function(o){var r=[];for(var d=0;d<4&&o!==undefined&&o!==null;d++){r=r.concat(Object.getOwnPropertyNames(o));o=o.__proto__}return r})(${start})`;
}

/** Names that continue `partial`, sorted, each once. */
export function matchingNames(names: Iterable<string>, partial: string): string[] {
  const fitting = [...names].filter((name) => name.startsWith(partial) && /^[A-Za-z_$][\w$]*$/.test(name));
  return [...new Set(fitting)].sort();
}
