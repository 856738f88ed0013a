import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineRequests } from '../../../../tools/vboard/interpreter/engine-requests.ts';

test('an interpreter that ends is told as that, and not as a fault of the tools', async () => {
  const asked = engineRequests(
    () => {},
    () => {},
    () => {},
  );
  const waiting = asked.memory();
  asked.close();
  await assert.rejects(waiting, { name: 'ToolError', code: 'ENGINE_ENDED' });
  await assert.rejects(asked.evaluate('1'), { name: 'ToolError', code: 'ENGINE_ENDED' });
});
