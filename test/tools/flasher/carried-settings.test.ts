/** Which settings go onto a board: from it, from this computer, from the command. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Board } from '../../../tools/boards/board.ts';
import { ToolError } from '../../../tools/errors.ts';
import {
  confirmSettings,
  findSettings,
  type SettingsKeeper,
  withWhereabouts,
} from '../../../tools/flasher/carried-settings.ts';
import type { RetryingLoader } from '../../../tools/flasher/retrying-loader.ts';
import { encodeStorage, type StorageFile } from '../../../tools/protocol/storage-image.ts';

const storage = { addressBytes: 0x1000, pageSizeBytes: 256, pages: 8 };
const board = { chip: { storage } } as unknown as Board;
const file = (name: string, text: string): StorageFile => ({ name, data: Buffer.from(text) });
const PROGRAM = file('.bootcde', 'x');
const shown = (files: readonly StorageFile[]): string[] =>
  files.map(({ name, data }) => `${name}=${Buffer.from(data).toString()}`);

/** A loader of a board with these files. */
function loaderOf(files: readonly StorageFile[] | Uint8Array): RetryingLoader {
  const bytes = files instanceof Uint8Array ? files : encodeStorage([...files], storage);
  const chip = {
    read: async (at: number, length: number) => bytes.slice(at - 0x1000, at - 0x1000 + length),
    md5: async () => createHash('md5').update(bytes).digest('hex'),
  };
  return {
    mac: 'aa',
    run: (work: (loader: typeof chip) => unknown) => work(chip),
  } as unknown as RetryingLoader;
}

/** A keeper with these files of one chip. */
const keeperOf = (files: readonly StorageFile[]): SettingsKeeper => ({
  load: (mac) => (mac === 'aa' ? files : []),
  save() {},
  drop() {},
  whereabouts: (mac) => `They are kept for ${mac}.`,
});

async function found(
  onBoard: readonly StorageFile[] | Uint8Array,
  kept: readonly StorageFile[] | null,
  given: readonly StorageFile[] = [],
) {
  let damaged = 0;
  const keeper = kept ? keeperOf(kept) : undefined;
  const { files, restored } = await findSettings(loaderOf(onBoard), board, {
    keeper,
    given,
    onDamaged: () => void damaged++,
  });
  return { files: shown(files), restored, damaged };
}

test('what is on the board stays on it', async () => {
  for (const kept of [null, []])
    assert.deepEqual(await found([PROGRAM, file('at.json', '{"a":1}'), file('tinwire.json', '{}')], kept), {
      files: ['at.json={"a":1}', 'tinwire.json={}'],
      restored: [],
      damaged: 0,
    });
});

test('what the board lost comes from what was kept, behind what it has', async () => {
  assert.deepEqual(
    await found(
      [PROGRAM, file('tinwire.json', '{}')],
      [file('at.json', '{"k":1}'), file('tinwire.json', '{"k":1}')],
    ),
    { files: ['tinwire.json={}', 'at.json={"k":1}'], restored: ['at.json'], damaged: 0 },
  );
});

test('a file that a cut run left half written is replaced by the kept one', async () => {
  assert.deepEqual(
    await found(
      [PROGRAM, file('tinwire.json', '{"x'), file('at.json', '{}')],
      [file('tinwire.json', '{"k":1}')],
    ),
    { files: ['at.json={}', 'tinwire.json={"k":1}'], restored: ['tinwire.json'], damaged: 0 },
  );
});

test('files of the command come last, in place of all others of their name', async () => {
  assert.deepEqual(
    await found(
      [PROGRAM, file('tinwire.json', '{}'), file('at.json', '{}')],
      [file('.wificfg', '{"k":1}')],
      [file('tinwire.json', '{"g":1}'), file('.wificfg', '{"g":2}')],
    ),
    { files: ['at.json={}', 'tinwire.json={"g":1}', '.wificfg={"g":2}'], restored: [], damaged: 0 },
  );
});

test('a damaged Storage is told of', async () => {
  const bytes = encodeStorage([PROGRAM, file('tinwire.json', '{}')], storage).fill(0x5a, 0, 4);
  assert.deepEqual(await found(bytes, null), { files: ['tinwire.json={}'], restored: [], damaged: 1 });
});

test('settings that read back as they were written are confirmed', async () => {
  const files = [file('tinwire.json', '{}'), file('at.json', '{"a":1}')];
  await confirmSettings(loaderOf([PROGRAM, ...files]), board, files);
  await confirmSettings(loaderOf([PROGRAM]), board, []);
});

for (const [what, onBoard] of [
  ['missing', [PROGRAM, file('tinwire.json', '{}')]],
  ['different', [PROGRAM, file('tinwire.json', '{}'), file('at.json', '{"a":2}')]],
] as const)
  test(`settings that are ${what} are told by name`, async () => {
    const files = [file('tinwire.json', '{}'), file('at.json', '{"a":1}')];
    await assert.rejects(confirmSettings(loaderOf(onBoard), board, files), {
      code: 'FLASH_SETTINGS_LOST',
      message: 'Storage: at.json cannot be read back from the board.',
      help: 'Run the command again.',
    });
  });

test('an error says also where the settings are', () => {
  const keeper = keeperOf([]);
  const error = new ToolError('FLASH_LINE', 'no answer.', { help: 'Try again.' });
  const told = withWhereabouts(error, keeper, 'bb') as ToolError;
  assert.deepEqual(
    [told.code, told.message, told.help, told.cause],
    ['FLASH_LINE', 'no answer.', 'Try again.\nThey are kept for bb.', error],
  );
  const bare = withWhereabouts(new ToolError('FLASH_LINE', 'no answer.'), keeper, 'bb') as ToolError;
  assert.equal(bare.help, 'They are kept for bb.');
  const other = new Error('other');
  assert.equal(withWhereabouts(other, keeper, 'bb'), other);
});
