import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findBoard } from '../../../../tools/boards/load.ts';
import { type Budget, budgetOf, checkBudget, formatBudget } from '../../../../tools/build/budget/budget.ts';
import { BASE_VARIABLES } from '../../../../tools/build/budget/variables-model.ts';
import { composeImage } from '../../../../tools/build/compose-image.ts';
import { selectorOf } from '../../../../tools/build/selector.ts';
import { ToolError } from '../../../../tools/errors.ts';
import { makeImage } from '../../../../tools/image/image.ts';
import { decodeStorage } from '../../../../tools/protocol/storage-image.ts';

const board = findBoard('esp8266-4mb');
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const MODULES = [
  { name: 'firmware/tcp/server.ts', bytes: 4000, variables: 500 },
  { name: 'firmware/wifi/station.ts', bytes: 6000, variables: 300 },
  { name: 'firmware/oled/screen.ts', bytes: 900, variables: 200 },
  { name: 'firmware/lib/lines.ts', bytes: 100, variables: 20 },
];

function budget(variables: number, on = board, codeBytes = 11_000, fileBytes = 1520): Budget {
  const image = makeImage({
    board: on,
    code: new Uint8Array(codeBytes).fill(0x20),
    map: '',
    files: [{ name: 'ascii16', data: new Uint8Array(fileBytes) }],
    modules: MODULES,
    variables,
  });
  return budgetOf(image, on);
}

test('what is left is the limit less the image, clients and data', () => {
  assert.deepEqual(budget(967).variables, { used: 967, kept: 520, limit: 1600, left: 113 });
});

test('settings have their place in Storage beside the image', () => {
  const { storage } = budget(967);
  assert.deepEqual(storage, { used: 32 + 11_000 + 32 + 1520, kept: 2048, limit: 196_608, left: 181_976 });
});

test('an ESP32 counts on the variables it has as its firmware comes, and says how many it has without Bluetooth', () => {
  const on = budget(967, findBoard('esp32'));
  assert.equal(on.variables.limit, 3149);
  assert.ok(
    formatBudget(on).includes(
      'esp32 has 3,149 variables with Bluetooth on (the default), and 5,875 with Bluetooth off.',
    ),
  );
});

test('an image that fits with Bluetooth off is told so', () => {
  const help = (variables: number) => {
    try {
      checkBudget(budget(variables, findBoard('esp32')));
    } catch (error) {
      return error instanceof ToolError ? error.help : undefined;
    }
    return undefined;
  };
  assert.match(help(3000) ?? '', /With Bluetooth off it fits: tinwire build --no-bluetooth/);
  assert.doesNotMatch(help(5800) ?? 'Bluetooth', /Bluetooth/);
});

test('a count that nobody has measured is said to be assumed', () => {
  const [line] = formatBudget(budget(967, findBoard('esp32-c3'))).filter((row) => row.includes('assumed'));
  assert.equal(line, '2,500 variables are assumed: not yet measured on this chip.');
});

test('the last variable may be used', () => {
  checkBudget(budget(1080));
});

test('one variable too many is refused and the three largest modules are named', () => {
  assert.throws(
    () => checkBudget(budget(1081)),
    (error) =>
      error instanceof ToolError &&
      error.code === 'BUDGET_EXCEEDED' &&
      error.help !== undefined &&
      error.message ===
        'esp8266-4mb image: 1,081 variables, but only 1,080 are available (1,600 minus 520 for clients and data). Largest: firmware/tcp/server.ts 500, firmware/wifi/station.ts 300, firmware/oled/screen.ts 200.',
  );
});

test('too many bytes are refused, and files count among the causes', () => {
  assert.throws(() => checkBudget(budget(900, findBoard('esp8266-1mb'), 9000, 5300)), {
    code: 'BUDGET_EXCEEDED',
    message:
      'esp8266-1mb image: 14,364 bytes of Storage, but only 14,336 are available (16,384 minus 2,048 for settings). Largest: firmware/wifi/station.ts 6,000, Storage file ascii16 5,300, firmware/tcp/server.ts 4,000.',
  });
});

test('both accounts overdrawn give two lines', () => {
  assert.throws(
    () => checkBudget(budget(2000, findBoard('esp8266-1mb'), 9000, 5300)),
    (error) => error instanceof ToolError && error.message.split('\n').length === 2,
  );
});

test('the table shows modules, sums and what is left, in plain columns', () => {
  assert.deepEqual(formatBudget(budget(967)), [
    'module                     bytes  variables',
    'firmware/tcp/server.ts     4,000        500',
    'firmware/wifi/station.ts   6,000        300',
    'firmware/oled/screen.ts      900        200',
    'firmware/lib/lines.ts        100         20',
    'the interpreter itself                   47',
    'sum                       11,000        967',
    'variables: 967 of 1,600 used, 520 reserved for clients and data, 113 left (estimated)',
    'Storage bytes: 12,584 of 196,608 used, 2,048 reserved for settings, 181,976 left (ascii16 1,520)',
  ]);
});

test('an image is composed with its shares, its estimate and the glyphs of a board with a display', () => {
  const code = new TextEncoder().encode('function f(a){return a}var x=5;');
  const image = composeImage({ selector: selectorOf(board), board, code, map: '', root });
  assert.equal(image.manifest.variables.estimated, BASE_VARIABLES + 5 + 1);
  assert.deepEqual(
    decodeStorage(image.storage, board.chip.storage).files.map(({ name }) => name),
    ['.bootcde', 'fw0', 'ascii16', 'wide16', 'ab0'],
  );
  assert.deepEqual(composeImage({ selector: selectorOf(board), board, code, map: '', root }), image);
});

test('a board without a display brings no glyphs', () => {
  const image = composeImage({
    selector: null,
    board: findBoard('esp8266-1mb'),
    code: new Uint8Array([59]),
    map: '',
    root,
  });
  assert.deepEqual(
    image.manifest.files.map(({ name }) => name),
    ['.bootcde'],
  );
});
