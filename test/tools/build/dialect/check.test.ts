import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { symbolsOf } from '../../../../tools/boards/symbols.ts';
import { checkText } from '../../../../tools/build/dialect/check.ts';
import { RULES } from '../../../../tools/build/dialect/rules/index.ts';

interface Snippet {
  readonly id: string;
  readonly code: string;
  readonly verdict: 'same' | 'different' | 'error';
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8'));
const { snippets } = fixture('dialect-corpus.json') as { snippets: Snippet[] };
const harmless = (fixture('harmless-refusals.json') as { snippets: Record<string, string> }).snippets;
const linux = { symbols: symbolsOf('LINUX'), hasUnicode: true, file: 'snippet.js' };
const isRefused = (code: string): boolean =>
  checkText(code, linux).some(({ severity }) => severity === 'error');

describe('the corpus of measured snippets', () => {
  it('is there', () => assert.ok(snippets.length >= 171));

  it('has nothing accepted that the interpreter runs differently or stops at', () => {
    const accepted = snippets.filter(({ verdict, code }) => verdict !== 'same' && !isRefused(code));
    assert.deepEqual(
      accepted.map(({ id }) => id),
      [],
    );
  });

  it('has nothing refused without need but what the list of harmless refusals explains', () => {
    const refused = snippets.filter(({ verdict, code }) => verdict === 'same' && isRefused(code));
    assert.deepEqual(refused.map(({ id }) => id).sort(), Object.keys(harmless).sort());
  });
});

describe('checkText', () => {
  it('names the place, the rule, what happens and what to write', () => {
    assert.deepEqual(checkText('var a=1;\nprint(a**2)', linux), [
      {
        file: 'snippet.js',
        line: 2,
        column: 7,
        rule: 'exponentiation',
        message: 'The interpreter has no ** and stops.',
        instead: 'Use Math.pow(a, b).',
        severity: 'error',
      },
    ]);
  });

  it('names the place in the source that a map tells, and its own where the map knows none', () => {
    const positions = { version: 3, sources: ['a.ts'], names: [], mappings: [[[6, 0, 9, 3]], []] } as const;
    const places = checkText('print(2**3);\n3**2', { ...linux, positions: positions as never }).map(
      ({ file, line, column }) => `${file}:${line}:${column}`,
    );
    assert.deepEqual(places, ['a.ts:10:4', 'snippet.js:2:1']);
  });

  it('calls text that is no JavaScript a finding of the rule syntax', () => {
    const [finding, ...others] = checkText('var a=;', linux);
    assert.equal(finding?.rule, 'syntax');
    assert.deepEqual([finding?.line, finding?.column, others.length], [1, 7, 0]);
  });

  it('lists findings in the order of the script', () => {
    const lines = checkText('new Map();\nprint(2**3);\nnew Set();', linux).map(({ line }) => line);
    assert.deepEqual(lines, [1, 2, 3]);
  });

  it('knows what each board has: Graphics, modules and pins', () => {
    const rulesFor = (board: string, code: string): string[] =>
      checkText(code, { ...linux, symbols: symbolsOf(board) }).map(({ rule }) => rule);
    const graphics = 'print(Graphics.createArrayBuffer(8,8,1))';
    assert.deepEqual(rulesFor('ESP8266_BOARD', graphics), ['unknown-global']);
    assert.deepEqual(rulesFor('ESP8266_4MB', graphics), []);
    assert.deepEqual(rulesFor('ESP8266_4MB', 'require("tls")'), ['unknown-module']);
    assert.deepEqual(rulesFor('ESP32', 'require("tls");digitalWrite(D39,1)'), []);
    assert.deepEqual(rulesFor('ESP32C3_IDF4', 'digitalWrite(D39,1)'), ['unknown-global']);
  });
});

describe('the rules', () => {
  it('have ids of their own', () => assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length));
});
