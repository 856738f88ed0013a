import { regexesOf } from '../../syntax/regexes.ts';
import type { Rule } from '../rule.ts';
/** The patterns that the interpreter matches as JavaScript does. */
export const regexPattern: Rule = {
  id: 'regex-pattern',
  message:
    "The interpreter's regular expressions support only * + . ^ $ | ( ) [ ] \\d \\w \\s and \\xHH; this pattern would not match, or match something else.",
  instead: 'Parse the string with indexOf, split or character codes.',
  find({ program, scopes, hasUnicode }, report) {
    for (const { pattern, spot, isTested } of regexesOf(program, scopes)) {
      const isAscii = /^[\x20-\x7e\t]*$/.test(pattern);
      if (
        !SUPPORTED.test(pattern) ||
        SLASH_IN_CLASS.test(pattern) ||
        hasNestedGroup(pattern) ||
        hasBadAlternatives(pattern, isTested)
      )
        report(spot);
      else if (!isAscii && !hasUnicode) report(spot);
    }
  },
};

const CLASS = String.raw`\[\^?(?:\\[^ubBckpP0-9]|\\x[0-9a-fA-F]{2}|[^\]\\[])*\]`;
const ESCAPE = String.raw`\\(?:[dwsDWSnrtfv]|x[0-9a-fA-F]{2}|[^a-zA-Z0-9])`;
const ATOM = String.raw`(?:${CLASS}|${ESCAPE}|[^\\[\](){}*+?|^$])`;
const SUPPORTED = new RegExp(String.raw`^(?:${ATOM}[*+]?(?![*+?{])|[|^$]|\((?!\?)|\)(?![*+?{]))*$`);
const SLASH_IN_CLASS = /^(?:[^\\[]|\\.)*\[(?:[^\]\\]|\\.)*?(?<!\\)\//;

function hasNestedGroup(pattern: string): boolean {
  let depth = 0;
  for (const [part] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()]/g)) {
    if (part === '(') depth++;
    if (part === ')') depth--;
    if (depth > 1) return true;
  }
  return false;
}

/**
 * Where alternatives go wrong: in a group the interpreter leaves the pattern at the first `|` that it reaches, so that
 * what follows is not looked at and the group holds nothing; and an alternative with `^` keeps it from trying those
 * behind it anywhere but at the start. `/^(GET|POST)/.test(text)` is right all the same.
 */
function hasBadAlternatives(pattern: string, isTested: boolean): boolean {
  if (isTested && /^\^?\((?:\\.|[^()\\])*\)$/.test(pattern)) return false;
  let isInside = false;
  let isAnchored = false;
  let isFirst = true;
  for (const [part] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[^\\]/g)) {
    if (part === '|' && isInside) return true;
    if (part === '(') isInside = true;
    if (part === ')') isInside = false;
    if (isFirst && part !== '^' && isAnchored) return true;
    if (isFirst && part === '^') isAnchored = true;
    isFirst = part === '|';
  }
  return false;
}
