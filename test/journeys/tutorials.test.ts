/** Each tutorial is followed to the letter, and its Chinese twin has the same commands. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { stepsOf } from '../support/shell-document.ts';
import { ROOT } from './clone.ts';
import { followDocument } from './document.ts';

const FOLDER = path.join(ROOT, 'docs/tutorials');
const TUTORIALS = readdirSync(FOLDER).filter((name) => /^\d{3}\.md$/.test(name));

// They wait for boards most of the time.
describe('docs/tutorials', { concurrency: 3 }, () => {
  for (const name of TUTORIALS) {
    test(`docs/tutorials/${name}: every command does what is shown`, (t) =>
      followDocument(t, `docs/tutorials/${name}`));

    test(`docs/tutorials/${name} has a Chinese twin with the same commands`, () => {
      const twin = readFileSync(path.join(FOLDER, name.replace('.md', '.zh.md')), 'utf8');
      assert.deepEqual(stepsOf(twin), stepsOf(readFileSync(path.join(FOLDER, name), 'utf8')));
    });
  }
});
