/** Where a rule's finding stands: `▸` in the snippets, which are of the rules' own tables. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { symbolsOf } from '../../../../tools/boards/symbols.ts';
import { applyRules } from '../../../../tools/build/dialect/apply-rules.ts';
import { RULES } from '../../../../tools/build/dialect/rules/index.ts';

const MARK = '▸';
const PLACES = JSON.parse(readFileSync(new URL('./places.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;

/** The snippet with its mark put where the rule points first. */
function marked(id: string, code: string): string {
  const hasUnicode = id !== 'non-ascii-name';
  const options = { symbols: symbolsOf(hasUnicode ? 'LINUX' : 'ESP32'), hasUnicode, file: 'snippet.js' };
  const rules = RULES.filter((rule) => rule.id === id);
  const [finding] = applyRules(rules, code, options).filter(({ rule }) => rule === id);
  if (finding === undefined) return `nothing found by ${id}`;
  const lines = code.split('\n');
  const before = lines.slice(0, finding.line - 1).map((line) => `${line}\n`);
  const at = before.join('').length + finding.column - 1;
  return code.slice(0, at) + MARK + code.slice(at);
}

for (const [id, snippets] of Object.entries(PLACES)) {
  test(`${id} points at what is to be changed`, () => {
    for (const snippet of snippets) assert.equal(marked(id, snippet.replace(MARK, '')), snippet);
  });
}
