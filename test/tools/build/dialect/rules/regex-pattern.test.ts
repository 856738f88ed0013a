import { regexPattern } from '../../../../../tools/build/dialect/rules/regex-pattern.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(regexPattern, {
  accepts: [
    '/^[a-z]+$/.test("a")',
    '/a\\/b/.test("a/b")',
    '"aXbX".replace(/X/g,"-")',
    '/(a|b)c/.test("ac")',
    '/(\\d+),(\\d+)/.exec("1,2")',
    '/[\\w\\s.]*/.test("a")',
    'new RegExp("a+")',
    '/a{/.test("a{")'.replace('a{', 'a-'),
  ],
  refuses: [
    '/a?b/',
    '/a{2}/',
    '/a+?/',
    '/(?:ab)+/',
    '/(ab)+/',
    '/\\bword/',
    '/(a)\\1/',
    '/((a)b)/',
    '/\\u0061/',
    '/[/]/',
    '/(GET|POST) (\\S+)/',
    'new RegExp("a?")',
    '/a[[]/',
  ],
  refusesWithoutUnicode: ['/é/'],
});
