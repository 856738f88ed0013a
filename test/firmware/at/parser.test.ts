import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Command,
  integer,
  type LineState,
  nextLine,
  parseCommand,
  readLine,
  splitArguments,
} from '../../../firmware/at/parser.ts';

const LIMIT_BYTES = 128;

/** The lines in `chunks`; an over-long one is `null`. A CR that stays alone at the end is what a timer ends. */
function linesOf(chunks: readonly string[]): (string | null)[] {
  const state: LineState = { line: '', isLong: false, cr: false, at: 0 };
  const found: (string | null)[] = [];
  const take = (): void => {
    found.push(state.isLong ? null : state.line);
    nextLine(state);
  };
  for (const bytes of chunks) {
    state.at = 0;
    while (state.at < bytes.length) if (readLine(state, bytes, LIMIT_BYTES)) take();
  }
  if (state.cr) take();
  return found;
}

const LINES: [title: string, bytes: string, lines: (string | null)[]][] = [
  ['CR LF', 'AT\r\nATE0\r\n', ['AT', 'ATE0']],
  ['LF alone', 'AT\nATE0\n', ['AT', 'ATE0']],
  ['CR alone', 'AT\rATE0\r', ['AT', 'ATE0']],
  ['an empty line before', '\r\nAT\r\n', ['', 'AT']],
  ['a line that has not ended', 'AT\r\nATE', ['AT']],
  ['a line at the limit', `${'x'.repeat(LIMIT_BYTES)}\r\nAT\r\n`, ['x'.repeat(LIMIT_BYTES), 'AT']],
  ['a line over the limit', `${'x'.repeat(LIMIT_BYTES + 1)}\r\nAT\r\n`, [null, 'AT']],
  ['a line far over the limit', `${'x'.repeat(5000)}\r\nAT\r\n`, [null, 'AT']],
  ['all byte values', '\x00\x80\xff\r\nAT\r\n', ['\x00\x80\xff', 'AT']],
];

for (const [title, bytes, lines] of LINES) {
  test(`${title}: the same lines in one chunk, byte by byte, and split at each position`, () => {
    assert.deepEqual(linesOf([bytes]), lines);
    assert.deepEqual(linesOf([...bytes]), lines);
    for (let cut = 1; cut < Math.min(bytes.length, 200); cut++) {
      assert.deepEqual(linesOf([bytes.slice(0, cut), bytes.slice(cut)]), lines, `cut at ${cut}`);
    }
  });
}

test('a line feed is eaten with its carriage return, so that payload right behind starts where it should', () => {
  const state: LineState = { line: '', isLong: false, cr: false, at: 0 };
  assert.equal(readLine(state, 'AT+CIPSEND=1\r\nX', LIMIT_BYTES), true);
  assert.equal(state.at, 14);
});

const COMMANDS: [line: string, command: Command | null][] = [
  ['AT', { name: '', kind: 'run', args: [] }],
  ['at', { name: '', kind: 'run', args: [] }],
  ['ATE0', { name: 'E0', kind: 'run', args: [] }],
  ['AT+GMR', { name: '+GMR', kind: 'run', args: [] }],
  ['at+gmr', { name: '+GMR', kind: 'run', args: [] }],
  ['AT+CWMODE?', { name: '+CWMODE', kind: 'query', args: [] }],
  ['AT+CWMODE=?', { name: '+CWMODE', kind: 'test', args: [] }],
  ['AT+CWMODE=3', { name: '+CWMODE', kind: 'set', args: ['3'] }],
  ['AT+CWJAP="a?b","c=d"', { name: '+CWJAP', kind: 'set', args: ['a?b', 'c=d'] }],
  [
    'AT+CIPSTART=2,"TCP","10.0.0.1",80',
    { name: '+CIPSTART', kind: 'set', args: ['2', 'TCP', '10.0.0.1', '80'] },
  ],
  ['AT+CIPSEND=', { name: '+CIPSEND', kind: 'set', args: [''] }],
  ['?', null],
  ['', null],
  ['ET+GMR', null],
  ['AT+CWJAP="open', null],
];

for (const [line, command] of COMMANDS) {
  test(`the line ${JSON.stringify(line)} is ${command ? `${command.name || 'AT'} (${command.kind})` : 'no command'}`, () => {
    assert.deepEqual(parseCommand(line), command);
  });
}

const ARGUMENTS: [text: string, args: string[] | null][] = [
  ['', ['']],
  ['1', ['1']],
  [',,', ['', '', '']],
  ['1,,3', ['1', '', '3']],
  ['"a,b",c', ['a,b', 'c']],
  ['"a\\"b","c\\\\d"', ['a"b', 'c\\d']],
  ['"a\\,b"', ['a,b']],
  ['a\\,b', ['a,b']],
  ['"\\x"', ['x']],
  ['""', ['']],
  ['"你好",1', ['你好', '1']],
  ['"a', null],
  ['"a"b', null],
  ['a"b"', null],
  ['"a""b"', null],
  ['"a\\"', null],
];

for (const [text, args] of ARGUMENTS) {
  test(`the arguments ${JSON.stringify(text)} are ${args ? `${args.length}` : 'refused'}`, () => {
    assert.deepEqual(splitArguments(text), args);
  });
}

const NUMBERS: [text: string | undefined, value: number][] = [
  ['0', 0],
  ['9', 9],
  ['007', 7],
  ['10', -1],
  ['', -1],
  [undefined, -1],
  ['-1', -1],
  ['1.5', -1],
  ['1e0', -1],
  [' 1', -1],
  ['0x1', -1],
  ['99999999999999999999', -1],
];

for (const [text, value] of NUMBERS) {
  test(`${JSON.stringify(text)} as a number from 0 to 9 is ${value}`, () => {
    assert.equal(integer(text, 0, 9), value);
  });
}
