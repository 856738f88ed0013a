/** `node --import tsx test/mutate/document.ts` writes the tables of docs/testing.md from the score file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readScores, scoreTables } from './scores.ts';

const PAGE = fileURLToPath(new URL('../../docs/testing.md', import.meta.url));
/** The tables stand behind it, to the end of the page. */
const HEADING = '### Scores\n\n';

/** The page as it is, and as the score file makes it. */
export function testingPage(): { readonly now: string; readonly made: string } {
  const now = readFileSync(PAGE, 'utf8');
  const end = now.indexOf(HEADING) + HEADING.length;
  return { now, made: now.slice(0, end) + scoreTables(readScores()) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, testingPage().made);
