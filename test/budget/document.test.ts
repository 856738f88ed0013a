import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { budgetDocument, measured } from './document.ts';
import { featureCosts } from './features.ts';

test('docs/budget.md is up to date: npm run budget makes it', async () => {
  const page = readFileSync(new URL('../../docs/budget.md', import.meta.url), 'utf8');
  assert.equal(page, await budgetDocument(measured()));
});

test('what was measured keeps 100 variables with every place taken', () => {
  for (const { board, entry, listening, full } of measured())
    assert.ok((full ?? listening) <= 1500, `${board} ${entry ?? ''}: ${full ?? listening}`);
});

test('a module counts for one feature, and what belongs to none for the rest', () => {
  const costs = featureCosts([
    { name: 'firmware/features/chat/chat.ts', bytes: 3, variables: 2 },
    { name: 'firmware/tcp/server.ts', bytes: 5, variables: 4 },
    { name: 'firmware/boards/esp32.ts', bytes: 7, variables: 1 },
  ]);
  assert.deepEqual(costs.get('chat'), { bytes: 3, variables: 2 });
  assert.deepEqual(costs.get('TCP server and clients array'), { bytes: 5, variables: 4 });
  assert.deepEqual(costs.get('the rest'), { bytes: 7, variables: 1 });
});
