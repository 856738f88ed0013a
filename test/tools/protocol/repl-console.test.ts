import assert from 'node:assert/strict';
import test from 'node:test';
import { type ConsoleEvent, consoleReader } from '../../../tools/protocol/repl-console.ts';
import { bytesOf } from '../../support/slot-image.ts';

/** Recorded from Espruino 2v29.277 for Linux: an enquiry, a statement that throws, its marks, a debugger's prompt. */
const TALK =
  "\r\n>Espruino 2v29.277 LINUX\r\n\x02b8\r\nUncaught Error: Can't read property 'x' of null\r\n    at REPL (:1:19)\r\n\r\n   ^\r\n\x02x8\r\n>\r\x1b[Jlater\r\n>\x13\x11\r\ndebug>";

/** Events with neighbouring text put together: where a chunk ends cuts text, nothing else. */
function joined(events: readonly ConsoleEvent[]): ConsoleEvent[] {
  const all: ConsoleEvent[] = [];
  for (const event of events) {
    const last = all.at(-1);
    if (event.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { kind: 'text', bytes: last.bytes + event.bytes };
    else all.push(event);
  }
  return all;
}

function read(...chunks: string[]): ConsoleEvent[] {
  const reader = consoleReader();
  return joined(chunks.flatMap((chunk) => reader.push(bytesOf(chunk))));
}

test('tells version, marks, prompts, lines and flow control apart', () => {
  const events = read(TALK).filter(({ kind }) => kind !== 'text');
  assert.deepEqual(events, [
    { kind: 'line', text: '' },
    { kind: 'prompt', prompt: '>' },
    { kind: 'version', version: '2v29.277', board: 'LINUX' },
    { kind: 'mark', word: 'b8' },
    { kind: 'line', text: "Uncaught Error: Can't read property 'x' of null" },
    { kind: 'line', text: '    at REPL (:1:19)' },
    { kind: 'line', text: '' },
    { kind: 'line', text: '   ^' },
    { kind: 'mark', word: 'x8' },
    { kind: 'prompt', prompt: '>' },
    { kind: 'line', text: 'later' },
    { kind: 'prompt', prompt: '>' },
    { kind: 'flow', isOpen: false },
    { kind: 'flow', isOpen: true },
    { kind: 'line', text: '' },
    { kind: 'prompt', prompt: 'debug>' },
  ]);
});

const textIn = (events: readonly ConsoleEvent[]): string =>
  events.map((event) => (event.kind === 'text' ? event.bytes : '')).join('');
const kindsIn = (events: readonly ConsoleEvent[]): string[] =>
  events.map(({ kind }) => kind).filter((kind) => kind !== 'text');

test('reads the same one byte at a time and cut at every place', () => {
  const whole = read(TALK);
  assert.deepEqual(read(...TALK), whole);
  for (let at = 1; at < TALK.length; at++) assert.deepEqual(read(TALK.slice(0, at), TALK.slice(at)), whole);
});

test('takes a prompt character for text when a program prints it', () => {
  assert.deepEqual(
    read('>a\r\n').filter(({ kind }) => kind === 'text'),
    [{ kind: 'text', bytes: '>a\r\n' }],
  );
});

test('leaves what only begins like a mark in the text', () => {
  for (const text of ['\x02 no mark\r\n', '\x02mark and more\r\n', '\x02a\rb\r\n', '\x02B\r\n']) {
    assert.equal(textIn(read(text)), text);
    assert.deepEqual(kindsIn(read(text)), ['line']);
  }
});

test('a mark has at most 120 characters; a longer one is text', () => {
  assert.deepEqual(read(`\x02${'a'.repeat(120)}\n`), [{ kind: 'mark', word: 'a'.repeat(120) }]);
  for (const length of [121, 500])
    assert.equal(textIn(read(`\x02${'a'.repeat(length)}\r\n`)), `\x02${'a'.repeat(length)}\r\n`);
});

test('a version is one only as a whole line', () => {
  const version = (text: string): ConsoleEvent | undefined =>
    read(`${text}\r\n`).find(({ kind }) => kind === 'version');
  assert.deepEqual(version('Espruino 12v3 ESP32'), { kind: 'version', version: '12v3', board: 'ESP32' });
  for (const text of ['I like Espruino 2v29 LINUX', 'Espruino 2v29 LINUX, too', 'Espruino v29 LINUX'])
    assert.equal(version(text), undefined, text);
});

test('answers to a packet and flow control are no text', () => {
  assert.deepEqual(read('a\x06\x15\x11\x13'), [
    { kind: 'text', bytes: 'a' },
    { kind: 'answer', isAcknowledged: true },
    { kind: 'answer', isAcknowledged: false },
    { kind: 'flow', isOpen: true },
    { kind: 'flow', isOpen: false },
  ]);
});

test('each prompt is told at the start of a line only', () => {
  for (const prompt of ['>', ':', 'debug>', 'password>']) {
    const prompts = read(`a${prompt}\r\n${prompt}`).filter(({ kind }) => kind === 'prompt');
    assert.deepEqual(prompts, [{ kind: 'prompt', prompt }]);
  }
});

test('a prompt that a line end, a return or a mark follows is no text', () => {
  assert.equal(textIn(read('>\nx')), '\r\nx');
  assert.equal(textIn(read('>\rx')), '\rx');
  assert.equal(textIn(read('>\x02b1\nx')), 'x');
});

test('a return without a line feed begins the line anew, and is part of the text', () => {
  for (const [text, line] of [
    ['ab\rcd\r\n', 'cd'],
    ['ab\r\rcd\r\n', 'cd'],
    ['ab\r>\r\n', ''],
  ] as const) {
    const events = read(text);
    assert.equal(textIn(events), text.replace('>', ''));
    assert.deepEqual(events.at(-1), { kind: 'line', text: line });
  }
});

test('terminal codes are taken out, whatever their length, and the line goes on', () => {
  const codes = ['\x1b7', '\x1b ', '\x1b[m', '\x1b[@', '\x1b[12;34H', '\x1b[200~', '\x1b[\x7f\x80A'];
  for (const code of codes) {
    const events = joined(consoleReader().push(bytesOf(`a${code}b\r\n`)));
    assert.equal(textIn(events), 'ab\r\n', JSON.stringify(code));
    assert.deepEqual(events.at(-1), { kind: 'line', text: 'ab' });
  }
});

test('a terminal code without end is one for 16 characters, and text behind them', () => {
  assert.equal(textIn(read(`\x1b[${'1'.repeat(20)}`)), '1'.repeat(5));
});

test('only the code that clears to the end after a return is a redraw', () => {
  assert.equal(textIn(read('ab\r\x1b[Jcd\r\n')), 'abcd\r\n');
  assert.equal(textIn(read('ab\r\x1b[Kcd\r\n')), 'ab\rcd\r\n');
});

test('holds no more than a line of garbage without end', () => {
  const reader = consoleReader();
  const events = reader.push(new Uint8Array(100_000).fill(0x41));
  assert.equal(events.length, 1);
  assert.deepEqual(
    joined(reader.push(bytesOf('\r\n'))).map((event) => (event.kind === 'line' ? event.text.length : 0)),
    [0, 512],
  );
});

test('a mark is one wherever it stands in a line, and a text before it is a line', () => {
  const events = read('partial\x02e1\r\nnext\r\n').map((event) =>
    event.kind === 'text' ? event.bytes : event,
  );
  assert.deepEqual(events, [
    'partial',
    { kind: 'mark', word: 'e1' },
    '\r\n',
    { kind: 'line', text: 'partial' },
    'next\r\n',
    { kind: 'line', text: 'next' },
  ]);
});

test('a mark that another one cuts off is no text, words of a program behind STX are', () => {
  assert.deepEqual(
    read('\x02b1\x02e1\r\n').filter(({ kind }) => kind !== 'text'),
    [{ kind: 'mark', word: 'e1' }],
  );
  assert.deepEqual(kindsIn(read('\x02b1\r\x02e1\r\n')), ['mark']);
  assert.equal(textIn(read('\x02b1\r\x02e1\r\n')), '');
  assert.deepEqual(read('\x02No mark\x02e1\r\n')[0], { kind: 'text', bytes: '\x02No mark' });
});

test('a terminal code that a program leaves open does not swallow the mark behind it', () => {
  for (const open of ['\x1b', '\x1b[', '\x1b[12;']) {
    const markers = read(`a${open}\r\n\x02e1\r\n`).filter(({ kind }) => kind === 'mark');
    assert.deepEqual(markers, [{ kind: 'mark', word: 'e1' }], JSON.stringify(open));
  }
});

test('takes time in proportion to hostile text', () => {
  const startedMs = performance.now();
  for (const line of [
    `Espruino 1v${'1'.repeat(500)}`,
    `Espruino 1v1${' '.repeat(500)}`,
    '\x02a'.repeat(250),
    '\x1b[1'.repeat(160),
  ])
    read(`${line}\r\n`.repeat(200));
  assert.ok(performance.now() - startedMs < 5_000, `${performance.now() - startedMs} ms`);
});

// As an ESP32 with 2v27.45 says it in a full-chip emulator.
const LOG = 'E (1234) wifi:sta is connecting, return error';

test('a line of the chip`s log is told apart from prompt, text and marks, in any cut', () => {
  const talk = `>${LOG}\r\n\x02b8\r\n=4\r\nI (9) tcpip_adapter: sta ip: 10.0.0.2\r\n\r\x1b[Jsaid\r\n>`;
  for (const size of [1, 2, 3, talk.length]) {
    const reader = consoleReader();
    const events: ConsoleEvent[] = [];
    for (let at = 0; at < talk.length; at += size)
      events.push(...reader.push(bytesOf(talk.slice(at, at + size))));
    assert.deepEqual(
      joined(events).filter(({ kind }) => kind !== 'line'),
      [
        { kind: 'prompt', prompt: '>' },
        { kind: 'log', text: LOG },
        { kind: 'mark', word: 'b8' },
        { kind: 'text', bytes: '=4\r\n' },
        { kind: 'log', text: 'I (9) tcpip_adapter: sta ip: 10.0.0.2' },
        { kind: 'text', bytes: 'said\r\n' },
        { kind: 'prompt', prompt: '>' },
      ],
      `pieces of ${size}`,
    );
  }
});

test('what only begins like a line of the log is text as ever', () => {
  for (const text of [
    'E',
    'E (',
    'E (12)',
    'I am here\r\n',
    'E (12) no colon\r\n',
    'W (x) y:\r\n',
    'Espruino\r\n',
  ]) {
    const said = joined(consoleReader().push(bytesOf(`${text}\n`)))
      .map((event) => (event.kind === 'text' ? event.bytes : ''))
      .join('');
    assert.equal(said.replaceAll('\r', ''), `${text}\n`.replaceAll('\r', ''));
  }
});

test('a line of the log keeps a return inside it, and stands at the start of a line only', () => {
  assert.deepEqual(read('E (1) a: b\rc\r\n'), [{ kind: 'log', text: 'E (1) a: b\rc' }]);
  for (const text of ['aE (1) a: b\r\n', '\rE (1) a: b\r\n', 'EE (1) a: b\r\n']) {
    assert.equal(textIn(read(text)), text);
    assert.deepEqual(kindsIn(read(text)), ['line']);
  }
});

test('what cannot become a line of the log is told at once, with the prompt`s character before it', () => {
  assert.equal(textIn(read('EE')), 'EE');
  assert.equal(textIn(read('>E x')), '>E x');
});

test('a line of the log without end is text once it is longer than a line', () => {
  const log = `E (1) a: ${'x'.repeat(503)}`;
  assert.deepEqual(read(`${log}\n`), [{ kind: 'log', text: log }]);
  assert.equal(textIn(read(`>${log}x`)), `>${log}x`);
});
