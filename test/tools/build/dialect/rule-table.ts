import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { symbolsOf } from '../../../../tools/boards/symbols.ts';
import { applyRules } from '../../../../tools/build/dialect/apply-rules.ts';
import type { Rule } from '../../../../tools/build/dialect/rule.ts';

/** Snippets for one rule, checked for Linux with Unicode unless the name says otherwise. */
export interface RuleTable {
  readonly accepts: readonly string[];
  readonly refuses: readonly string[];
  readonly refusesWithoutUnicode?: readonly string[];
}

/** One test per snippet: whether this rule, and no matter which others, has something to say. */
export function ruleTable(rule: Rule, { accepts, refuses, refusesWithoutUnicode = [] }: RuleTable): void {
  describe(rule.id, () => {
    for (const code of accepts)
      it(`accepts ${code}`, () => assert.deepEqual(places(rule, code, 'LINUX'), []));
    for (const code of refuses)
      it(`refuses ${code}`, () => assert.notDeepEqual(places(rule, code, 'LINUX'), []));
    for (const code of refusesWithoutUnicode) {
      it(`refuses on a board without Unicode: ${code}`, () => {
        assert.notDeepEqual(places(rule, code, 'ESP32'), []);
        assert.deepEqual(places(rule, code, rule.id === 'unknown-global' ? 'ESP32S3_IDF4' : 'LINUX'), []);
      });
    }
    it('says what happens and what to write', () => {
      assert.match(rule.message, /\.$/);
      assert.match(rule.instead, /\.$/);
    });
  });
}

function places(rule: Rule, code: string, board: string): string[] {
  const options = { symbols: symbolsOf(board), hasUnicode: board === 'LINUX', file: 'snippet.js' };
  return applyRules([rule], code, options)
    .map((finding) => `${finding.rule} ${finding.line}:${finding.column}`)
    .filter((place) => place.startsWith(`${rule.id} `));
}
