/** The field's words: names and prose that a stranger would have to learn first stay out. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** What is written instead. */
const WORDS: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\bglass(?:es)?\b/gi, 'panel (the display), screen (what it shows)'],
  [
    /\b(?:on the |simulated |virtual |script)air\b|\bAir[A-Z]\w*|\bair\b(?= as | that | with )/g,
    'radio environment',
  ],
  [/\b(?:the|a|on) stages?\b|\bStage\b|\bstaged\b/g, 'simulator, driver, state'],
  [/\b(?:the|a|this|of) plugs?\b(?! in)|\bplug(?=\.)|\bPlug[A-Z]\w*/g, 'host port'],
  [/\bcounterparts?\b/gi, 'peer'],
  [/\bguests\b/g, 'client, access-point station'],
  [/\breception\b/gi, 'request log'],
  [/\brealms?\b/gi, 'native API'],
  [/\bmanners\b/gi, 'quirks'],
  [/\bsurvey(?:s|ed|ing)?\b/gi, 'inspect'],
  [/\brewake\b/gi, 'resync'],
  [/\bnudg(?:e|es|ed|ing)\b/gi, 'keep-alive'],
  [/\b(?:MOST|LONGEST)_[A-Z]\w*|\bLEAST_(?!UPPER_BOUND)[A-Z]\w*/g, 'MAX_, MIN_'],
];
/** What ends with the engine that replaces it, and what others named. */
const LEFT_OUT =
  /^(?:tools\/vboard\/espruino\/|test\/tools\/vboard\/espruino\/|test\/support\/(?:fake-realm|net-bench)|test\/words\.test|firmware\/types\/|CHANGELOG)/;
const TEXT = /\.(?:ts|mjs|md|py|cpp|h|yml)$/;

/** Every word that is not the field's, with its place and what to write. */
function strayWords(name: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      WORDS.flatMap(([word, instead]) =>
        [...line.matchAll(word)].map(([found]) => `${name}:${index + 1}: "${found}": write ${instead}`),
      ),
    );
}

test('names, comments, messages and docs use the words of the field', () => {
  const roots = ['firmware', 'tools', 'test', 'docs', '.github'];
  const files = [
    ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
    ...roots.flatMap((root) =>
      readdirSync(path.join(ROOT, root), { recursive: true }).map((name) =>
        [root, ...String(name).split(path.sep)].join('/'),
      ),
    ),
  ].filter((name) => TEXT.test(name) && !LEFT_OUT.test(name));
  assert.ok(files.length > 500);
  assert.deepEqual(
    files.flatMap((name) => strayWords(name, readFileSync(path.join(ROOT, name), 'utf8'))),
    [],
  );
});

test('a private word is told with its place and what to write', () => {
  assert.deepEqual(strayWords('a.ts', 'const x = 1;\n/** What the glass shows. */'), [
    'a.ts:2: "glass": write panel (the display), screen (what it shows)',
  ]);
  for (const text of ['MOST_BYTES', 'a counterpart', 'plug.port', 'the stage', 'on the air', 'LEAST_KEY'])
    assert.equal(strayWords('a.ts', text).length, 1, text);
  for (const text of ['Plug the cable in.', 'second-stage loader', 'guest1', 'LEAST_UPPER_BOUND', 'at most'])
    assert.deepEqual(strayWords('a.ts', text), [], text);
});
