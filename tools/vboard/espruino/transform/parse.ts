/** Program text to a syntax tree, with the checks off that the interpreter does not make. */
import { Parser, type Program, type TokenType, tokTypes } from 'acorn';

/** What acorn's parser has inside; not in its types. */
interface Loose {
  pos: number;
  input: string;
  raise(position: number, message: string): void;
  finishToken(type: TokenType, value: unknown): void;
  declareName(): void;
  readRegexp(this: Loose): void;
  validateRegExpPattern(): void;
  validateRegExpFlags(): void;
}

/** A pattern ends at the next slash that no backslash stands before, brackets or not. */
function readPattern(this: Loose): void {
  const rest = this.input.slice(this.pos);
  const found = /^((?:[^/\\\n]|\\[^\n])*)\/([a-z]*)/.exec(rest);
  if (!found) {
    this.raise(this.pos, 'Unterminated regular expression');
    return;
  }
  this.pos += found[0].length;
  this.finishToken(tokTypes.regexp, { pattern: found[1], flags: found[2], value: null });
}

/** The interpreter lets names be declared twice and looks at a pattern only when it is used. */
const LooseParser = Parser.extend((Base) => {
  const loose = class extends Base {};
  Object.assign(loose.prototype as unknown as Loose, {
    declareName() {},
    validateRegExpPattern() {},
    validateRegExpFlags() {},
    readRegexp: readPattern,
  });
  return loose;
});

/** Parses `text`. @throws acorn's SyntaxError with `pos`, the offset at fault. */
export function parse(text: string): Program {
  return LooseParser.parse(text, {
    ecmaVersion: 2022,
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowHashBang: true,
  });
}
