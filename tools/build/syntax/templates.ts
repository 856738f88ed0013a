/**
 * Whether the interpreter finds the end of a `${}` expression: it counts braces, also those in strings, regular
 * expressions and comments.
 */
export function isBalancedExpression(text: string): boolean {
  let depth = 1;
  for (const character of text) {
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (depth === 0) return false;
  }
  return depth === 1;
}
