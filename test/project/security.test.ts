/** What SECURITY.md says is open agrees with what the boards, the images and the tools open. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Board } from '../../tools/boards/board.ts';
import { loadBoards } from '../../tools/boards/load.ts';
import { symbolsOf } from '../../tools/boards/symbols.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const SECURITY = read('SECURITY.md');
/** Cells of a board's row: TCP, UDP, Bluetooth, Telnet. */
const columnsOf = ({ id }: Board): string[] => {
  const row = SECURITY.split('\n').find((line) => line.startsWith(`| \`${id}\` |`));
  assert.ok(row, `SECURITY.md has no row for ${id}`);
  return row
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
};

for (const board of loadBoards()) {
  test(`${board.id}: the table names port 88, Telnet and Bluetooth where the interpreter has them`, () => {
    const [tcp = '', , bluetooth = '', telnet = ''] = columnsOf(board);
    assert.equal(/\b88\b/.test(tcp), board.chip.hasOtaServer);
    assert.equal(telnet === '23', board.chip.hasTelnet);
    const symbols = symbolsOf(board.chip.firmware.board);
    assert.equal(bluetooth === 'the console', symbols.classes.has('NRF'));
  });

  test(`${board.id}: the table names the services that its image starts`, () => {
    const [tcp = '', udp = ''] = columnsOf(board);
    const entry = read(board.entry);
    assert.equal(tcp.includes('`tcp.port`'), entry.includes('createEchoServer('));
    assert.equal(udp.includes('`udp.port`'), entry.includes('startUdpEcho('));
  });
}

test('the versions that get fixes include the one of package.json', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const line = version.split('.').slice(0, 2).join('.');
  assert.ok(SECURITY.includes(`| ${line}.x, `), `SECURITY.md does not name ${line}.x`);
});
