import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitStatusOf } from '../../../tools/cli/exit-codes.ts';
import { ToolError } from '../../../tools/errors.ts';

const STATUSES: readonly (readonly [string, number])[] = [
  ['TARGET_BAD', 2],
  ['ECHO_PLAN', 2],
  ['SETTINGS_BAD', 2],
  ['BOARD_UNKNOWN', 2],
  ['CONNECT_REFUSED', 3],
  ['CONNECT_FAILED', 3],
  ['PORT_TAKEN', 3],
  ['CONNECT_TIMEOUT', 4],
  ['GREET_TIMEOUT', 4],
  ['BUILD_REFUSED', 5],
  ['STORAGE_FULL', 5],
  ['IMAGE_DAMAGED', 2],
  ['LISTEN_TAKEN', 3],
  ['PORT_NONE', 3],
  ['PORT_SEVERAL', 3],
  ['TRANSPORT_NOT_FOUND', 3],
  ['TRANSPORT_BUSY', 3],
  ['TRANSPORT_PERMISSION', 3],
  ['TRANSPORT_NO_PORT', 3],
  ['TRANSPORT_NO_RFC2217', 3],
  ['TRANSPORT_REFUSED', 3],
  ['TRANSPORT_UNREACHABLE', 3],
  ['FLASH_NO_LOADER', 3],
  ['SESSION_UNKNOWN_FIRMWARE', 3],
  ['SESSION_LOADER', 3],
  ['SESSION_LOCKED', 3],
  ['SESSION_TIMEOUT', 4],
  ['SESSION_LOST', 1],
  ['SESSION_ABORTED', 130],
  ['UPLOAD_ROOM', 5],
  ['BUDGET_EXCEEDED', 5],
  ['STORAGE_NAME', 2],
  ['STORAGE_EMPTY_FILE', 2],
  ['FLASH_ABORTED', 130],
  ['GREET_CLOSED', 1],
  ['SOMETHING_ELSE', 1],
];
for (const [code, status] of STATUSES) {
  test(`${code} ends with status ${status}`, () =>
    assert.equal(exitStatusOf(new ToolError(code, 'x')), status));
}

test('what was not thrown on purpose ends with status 1', () => {
  assert.equal(exitStatusOf(new Error('x')), 1);
  assert.equal(exitStatusOf('text'), 1);
});
