import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { BoardsFile } from '../../../tools/boards/boards-file.ts';
import { findBoard, loadBoards } from '../../../tools/boards/load.ts';
import { ToolError } from '../../../tools/errors.ts';

type Json = Record<string, unknown>;

const PROJECT_FILE = new URL('../../../boards.json', import.meta.url);

/** The lines that a copy of boards.json with a change in it is refused with; none when it loads. */
function faultsOf(change: (file: { chips: Json[]; boards: Json[] }) => void): string[] {
  const file = JSON.parse(readFileSync(PROJECT_FILE, 'utf8')) as { chips: Json[]; boards: Json[] };
  change(file);
  return faultsOfText(JSON.stringify(file));
}

function faultsOfText(text: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-boards-'));
  const name = path.join(folder, 'boards.json');
  writeFileSync(name, text);
  try {
    loadBoards(name);
    return [];
  } catch (error) {
    assert.ok(error instanceof ToolError);
    assert.equal(error.code, 'BOARDS_INVALID');
    return error.message.split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function within(parent: Json | undefined, key: string): Json {
  return (parent?.[key] ?? {}) as Json;
}

test('knows the eight boards, each joined with its chip', () => {
  assert.deepEqual(
    loadBoards().map(({ id, chip }) => `${id}: ${chip.firmware.board}`),
    [
      'esp8266-4mb: ESP8266_4MB',
      'esp8266-1mb: ESP8266_BOARD',
      'esp32: ESP32',
      'esp32-c3: ESP32C3_IDF4',
      'esp32-s3: ESP32S3_IDF4',
      'mpython: ESP32',
      'linux: LINUX',
      'esp8266-at: ESP8266_4MB',
    ],
  );
});

test('chip facts are written once: boards of one chip share them', () => {
  assert.equal(findBoard('esp32').chip, findBoard('mpython').chip);
});

test('Storage lies where the firmware has it', () => {
  const places = loadBoards().map(({ id, chip: { storage } }) => [
    id,
    storage.addressBytes,
    (storage.pages * storage.pageSizeBytes) / 1024,
  ]);
  assert.deepEqual(places, [
    ['esp8266-4mb', 0xcb000, 192],
    ['esp8266-1mb', 0x77000, 16],
    ['esp32', 0x320000, 896],
    ['esp32-c3', 0x320000, 896],
    ['esp32-s3', 0x320000, 896],
    ['mpython', 0x320000, 896],
    ['linux', 0x10000000, 256],
    ['esp8266-at', 0xcb000, 192],
  ]);
});

test('the ESP-01 has no display and says why', () => {
  const board = findBoard('esp8266-1mb');
  assert.equal(board.display, null);
  assert.match(board.cannot.join('\n'), /display.*16 kB of Storage/i);
});

test('the mPython board has an SH1106 two columns in, on its own pins', () => {
  const { display } = findBoard('mpython');
  assert.deepEqual(
    [display?.controller, display?.columnOffset, display?.sda, display?.scl, display?.bitrateHz],
    ['SH1106', 2, 'D23', 'D22', 400_000],
  );
});

test('an unknown board is refused with the nearest and all ids', () => {
  assert.throws(
    () => findBoard('ESP32C3'),
    (error) =>
      error instanceof ToolError &&
      error.code === 'BOARD_UNKNOWN' &&
      error.help?.startsWith('Did you mean esp32-c3? Available boards: esp8266-4mb, esp8266-1mb, esp32,') ===
        true,
  );
  assert.throws(() => findBoard('toaster'), { help: /^Available boards: / });
});

test('a file that is no JSON is refused by name', () => {
  assert.match(faultsOfText('{').join(), /^boards\.json: not valid JSON: /);
});

interface FaultCase {
  readonly why: string;
  readonly change: (file: { chips: Json[]; boards: Json[] }) => void;
  readonly lines: readonly string[];
}

const chipIds: string = (JSON.parse(readFileSync(PROJECT_FILE, 'utf8')) as BoardsFile).chips
  .map(({ id }) => id)
  .join(', ');

const FAULTS: readonly FaultCase[] = [
  {
    why: 'an unknown chip',
    change: ({ boards }) => Object.assign(boards[2] ?? {}, { chip: 'esp8265' }),
    lines: [`boards.json /boards/2/chip: "esp8265" is not a chip listed in /chips. Use one of ${chipIds}.`],
  },
  {
    why: 'two boards with one id',
    change: ({ boards }) => Object.assign(boards[1] ?? {}, { id: 'esp8266-4mb' }),
    lines: ['boards.json /boards/1/id: "esp8266-4mb" is already used by /boards/0. Rename it.'],
  },
  {
    why: 'a pin that the chip does not have',
    change: ({ boards }) => Object.assign(within(boards[3], 'display'), { sda: 'D40' }),
    lines: ['boards.json /boards/3/display/sda: "D40" is not a pin of esp32c3. Use one of D0 to D21.'],
  },
  {
    why: 'one pin for two purposes',
    change: ({ boards }) => Object.assign(within(boards[2], 'display'), { scl: 'D2' }),
    lines: ['boards.json /boards/2/led/pin: "D2" is already used by /boards/2/display/scl. Use another pin.'],
  },
  {
    why: 'a display without enough Storage for its glyphs',
    change: ({ boards }) => Object.assign(boards[1] ?? {}, { display: within(boards[0], 'display') }),
    lines: [
      'boards.json /boards/1/display: esp8266-small has 16384 bytes of Storage, too few for an image with glyphs (65536). Set it to null.',
    ],
  },
  {
    why: 'firmware files on one offset',
    change: ({ chips }) =>
      Object.assign((within(chips[2], 'firmware').files as Json[])[1] ?? {}, { offsetBytes: 4096 }),
    lines: [
      'boards.json /chips/2/firmware/files/1/offsetBytes: 4096 is already used by another file. Correct it.',
    ],
  },
  {
    why: 'a firmware file inside Storage',
    change: ({ chips }) =>
      Object.assign((within(chips[2], 'firmware').files as Json[])[2] ?? {}, { offsetBytes: 3_280_896 }),
    lines: [
      'boards.json /chips/2/firmware/files/2/offsetBytes: 3280896 is inside Storage. Correct the offset or /storage.',
    ],
  },
  {
    why: 'Storage behind the end of the flash',
    change: ({ boards }) => Object.assign(boards[0] ?? {}, { flashBytes: 1_000_000 }),
    lines: [
      'boards.json /boards/0/flashBytes: 1000000 is less than the end of Storage, 1028096. Use a chip with a smaller layout.',
      'boards.json /boards/0/flashBytes: 1000000 is less than the offset of esp_init_data_default.bin, 4177920. Use a chip with a smaller layout.',
      'boards.json /boards/0/flashBytes: 1000000 is less than the offset of blank.bin, 4186112. Use a chip with a smaller layout.',
    ],
  },
  {
    why: 'an interpreter build that nobody knows',
    change: ({ chips }) => Object.assign(within(chips[2], 'firmware'), { board: 'ESP33' }),
    lines: [
      'boards.json /chips/2/firmware/board: "ESP33" is not a build in interpreter-symbols.json. Use one of its names.',
    ],
  },
  {
    why: 'a field in the wrong unit',
    change: ({ boards }) => Object.assign(boards[2] ?? {}, { flashBytes: '4MB' }),
    lines: ['boards.json /boards/2/flashBytes: "4MB" must be integer.'],
  },
  {
    why: 'a field too many and a field too few, each with its line',
    change: ({ boards }) => {
      Object.assign(boards[2] ?? {}, { colour: 'red' });
      delete within(boards[5], 'display').scl;
    },
    lines: [
      'boards.json /boards/2: it has an unknown field "colour". Remove it.',
      'boards.json /boards/5/display: it is missing the field "scl". Add it.',
    ],
  },
  {
    why: 'an unknown controller',
    change: ({ boards }) => Object.assign(within(boards[2], 'display'), { controller: 'SSD1309' }),
    lines: [
      'boards.json /boards/2/display/controller: "SSD1309" is not one of SSD1306, SH1106. Use one of them.',
    ],
  },
];

for (const { why, change, lines } of FAULTS) {
  test(`refuses ${why}`, () => {
    assert.deepEqual(faultsOf(change), lines);
  });
}

test('the project file itself is sound', () => {
  assert.deepEqual(
    faultsOf(() => {}),
    [],
  );
});
