import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  setAddress,
  setClients,
  setListening,
  setText,
  showStatus,
  startStatus,
  status,
} from '../../../../firmware/features/status/status.ts';

let lines: string[];
/** What the display was asked to show, and how many rows the next text takes. */
let shown: string[];
let rowsOfText: number;

const statusAtPowerOn = { ...status };

function start(rows: number, port = 5001): void {
  lines = [];
  shown = [];
  rowsOfText = 1;
  startStatus(
    'tinwire 0.1.0 esp32',
    port,
    (line) => lines.push(line),
    (first, last, text, isPage, onRows) => {
      shown.push(`${first}-${last} ${text}${isPage ? ' (page)' : ''}`);
      if (onRows) onRows(rowsOfText);
    },
    rows,
  );
}

beforeEach(() => {
  // What the test before left is told again.
  start(0);
  setAddress('', 'nothing');
  setListening('');
  start(4);
  setText('');
  shown = [];
  lines = [];
});

test('at power-on there is no address, no trouble and no server', () => {
  assert.deepEqual(statusAtPowerOn, { title: '', ip: '', port: 0, trouble: '', isListening: false });
});

test('starts with the title in the first row', () => {
  start(4);
  assert.deepEqual(shown, ['0-0 tinwire 0.1.0 esp32']);
  assert.deepEqual(lines, []);
});

test('the server is told once there is an address and it listens, and both stand in the first rows', () => {
  setAddress('192.168.1.50', '');
  assert.deepEqual(lines, ['tinwire 0.1.0 esp32: listening on 192.168.1.50:5001']);
  assert.deepEqual(shown, ['0-0 192.168.1.50:5001', '1-1 accepting.....']);
});

test('an address alone is not told, and that the server listens without one is not either', () => {
  setListening('port 5001 cannot be had');
  assert.deepEqual(lines, ['tinwire 0.1.0 esp32: port 5001 cannot be had']);
  setAddress('192.168.1.50', '');
  assert.equal(lines.length, 1);
  setAddress('', '');
  setListening('');
  assert.equal(lines.length, 1);
  setAddress('192.168.1.50', '');
  assert.equal(lines.length, 2);
});

test('the same is told once', () => {
  setAddress('192.168.1.50', '');
  setAddress('192.168.1.50', '');
  setListening('');
  assert.equal(lines.length, 1);
});

test('trouble is told, and stands in the second row until it is over', () => {
  setAddress('', 'home: wrong password');
  assert.deepEqual(lines, ['tinwire 0.1.0 esp32: home: wrong password']);
  assert.deepEqual(shown, ['0-0 tinwire 0.1.0 esp32', '1-1 home: wrong password']);
});

test('an address that does not fit a row with its port stands alone, and the port in the second row', () => {
  start(4, 50_010);
  shown = [];
  setAddress('192.168.100.100', '');
  assert.deepEqual(shown, ['0-0 192.168.100.100', '1-1 :50010 accepting']);
  shown = [];
  setAddress('192.168.100.10', '');
  assert.deepEqual(shown, ['0-0 192.168.100.10:50010', '1-1 accepting.....']);
});

test('two rows show the address, and the last text or trouble', () => {
  start(2);
  shown = [];
  setAddress('192.168.1.50', '');
  assert.deepEqual(shown, ['0-0 192.168.1.50:5001']);
  shown = [];
  setText('hello');
  setClients(2);
  assert.deepEqual(shown, ['1-1 hello']);
  shown = [];
  setAddress('', 'lost');
  assert.deepEqual(shown, ['0-0 tinwire 0.1.0 esp32', '1-1 lost']);
});

test('four rows show how many clients there are, unless a long text takes their row', () => {
  setClients(1);
  assert.deepEqual(shown, ['2-2 clients 1']);
  shown = [];
  rowsOfText = 2;
  setText('a long text');
  setClients(2);
  assert.deepEqual(shown, ['2-3 a long text']);
  shown = [];
  rowsOfText = 1;
  setText('short');
  assert.deepEqual(shown, ['2-3 short', '2-2 clients 2']);
});

test('the rows about the board can be drawn anew', () => {
  setAddress('192.168.1.50', '');
  shown = [];
  showStatus();
  assert.deepEqual(shown, ['0-0 192.168.1.50:5001', '1-1 accepting.....']);
});
