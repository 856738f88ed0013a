import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { markerFirmware } from '../../../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../../../tools/vboard/chip/flash.ts';
import { createDevice } from '../../../../tools/vboard/device.ts';
import { openTcpPort } from '../../../../tools/vboard/host-ports/tcp.ts';
import { scriptedEnvironment } from '../../../../tools/vboard/radio/scripted-environment.ts';
import { type Ended, runHere } from '../cli-host.ts';

type Talk = (stdin: string, ...flags: string[]) => Promise<Ended>;

async function onBoard(act: (talk: Talk, folder: string) => Promise<void>, boardId = 'esp32'): Promise<void> {
  const board = findBoard(boardId);
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
  for (const file of markerFirmware(board, '2v29')) flash.program(file.offsetBytes, file.bytes);
  const device = createDevice({
    board,
    flash,
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
  });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'repl-'));
  device.power(true);
  try {
    await act(async (stdin, ...flags) => {
      // A port a talk: it takes the next client only once it has seen the one before go.
      const hostPort = await openTcpPort(device.usb, 0);
      try {
        return await runHere(['repl', '--port', `tcp://127.0.0.1:${hostPort.port}`, ...flags], { stdin });
      } finally {
        await hostPort.close();
      }
    }, folder);
  } finally {
    rmSync(folder, { recursive: true });
    await device.close();
  }
}

test('prints values as the console does, nothing for statements, and ends with the first error', () =>
  onBoard(async (talk) => {
    assert.deepEqual(await talk('1+1\n'), { status: 0, stdout: '2\n', stderr: '' });
    const lines = 'var a=3;\nfunction f(){\nreturn a+1\n}\nf()\n"x"\nundefined\nprint("=7")\n({a:1})';
    assert.deepEqual(await talk(lines), { status: 0, stdout: '4\n"x"\n=7\n{ a: 1 }\n', stderr: '' });
    const failed = await talk('1\nzz.b\n2\n');
    assert.equal(failed.status, 1);
    assert.equal(failed.stdout, '1\n');
    assert.match(failed.stderr, /^Uncaught ReferenceError: "zz" is not defined\n/);
    assert.doesNotMatch(failed.stderr, /REPL|eval\('/);
  }));

test('shows what was printed before an error, and the error, in their order', () =>
  onBoard(async (talk) => {
    const table: [string, string, RegExp][] = [
      ['print("before"); throw new Error("x")', 'before\n', /^Uncaught Error: x\n/],
      ['Serial1.write("partial"); throw "s"', 'partial\n', /^Uncaught s\n/],
      ['print("Uncaught words"); throw 5', 'Uncaught words\n', /^Uncaught 5\n/],
      ['print("温"); zz.b', '温\n', /^Uncaught ReferenceError: "zz" is not defined\n/],
      ['print(1); throw new Error("温")', '1\n', /^Uncaught Error: 温\n/],
      [
        'for (var i=0;i<3;i++) print(i); [1].map(function(){throw undefined})',
        '0\n1\n2\n',
        /^Uncaught undefined\n/,
      ],
      ['print("\\2x12"); print("\\2b1"); throw null', '', /^Uncaught null\n/],
      ['print(1);(', '', /^Uncaught SyntaxError: /],
    ];
    for (const [code, stdout, stderr] of table) {
      const ended = await talk(`${code}\n2\n`);
      assert.equal(ended.stdout, stdout, code);
      assert.match(ended.stderr, stderr, code);
      assert.equal(ended.status, 1, code);
    }
  }));

test('reads what is piped as a script is read', () =>
  onBoard(async (talk) => {
    const script = [
      '\u{feff}// how a file looks',
      'if (false) {',
      '  print(1)',
      '}',
      'else {',
      '  print("else")',
      '}',
      'try { zz.b }',
      'catch (e) { print("catch") }',
      'do { print("do") }',
      'while (false)',
      '[3,1,2]',
      '  .sort()',
      '  .map(function(v) { return v * 2 })',
      '`a',
      'b`.length',
      '.memory',
    ];
    for (const end of ['\n', '\r\n']) {
      const ended = await talk(script.join(end));
      assert.equal(ended.status, 0, ended.stderr);
      assert.match(ended.stdout, /^else\ncatch\ndo\n\[ 2, 4, 6 \]\n3\n\d+ of/);
    }
  }));

test('shows long output whole', () =>
  onBoard(async (talk) => {
    const long = await talk('for (var i=0;i<3000;i++) print(i)\n');
    assert.equal(long.stdout, Array.from({ length: 3_000 }, (_, i) => `${i}\n`).join(''));
  }));

test('copies a file there and back byte for byte, and lists and deletes it', () =>
  onBoard(async (talk, folder) => {
    const from = path.join(folder, 'from');
    const to = path.join(folder, 'to');
    const bytes = Uint8Array.from({ length: 1500 }, (_, index) => (index * 7) & 0xff);
    writeFileSync(from, bytes);
    const copied = await talk(`.files write t ${from}\n.files read t ${to}\n.files\n`);
    assert.equal(copied.status, 0, copied.stderr);
    assert.deepEqual(new Uint8Array(readFileSync(to)), bytes);
    assert.match(copied.stdout, /^t +1500\n\d+ bytes free\n$/);
    assert.equal((await talk('.files delete t\n')).status, 0);
    assert.equal((await talk('.files read t\n')).status, 2);
  }));

test('refuses files and names that Storage would not keep, before anything is sent', () =>
  onBoard(async (talk, folder) => {
    const empty = path.join(folder, 'empty.txt');
    const full = path.join(folder, 'full.txt');
    writeFileSync(empty, '');
    writeFileSync(full, 'x');
    const refusals: [string, RegExp][] = [
      [`.files write e ${empty}`, /"e": has no data/],
      [`.files write ${'n'.repeat(29)} ${full}`, /is 29 bytes long\. *\n.*at most 28/],
      [`.files write ${'温'.repeat(10)} ${full}`, /"温+": the name is 30 bytes long/],
      [`.files read ${'n'.repeat(29)}`, /29 bytes/],
      [`.files delete ${'n'.repeat(29)}`, /29 bytes/],
    ];
    for (const [line, says] of refusals) {
      const ended = await talk(`.files write ${'n'.repeat(28)} ${full}\n${line}\n`);
      assert.equal(ended.status, 2, line);
      assert.match(ended.stderr, says);
    }
    const kept = await talk(
      `.files write ${'温'.repeat(9)} ${full}\n.files\n.files read ${'温'.repeat(9)}\n`,
    );
    assert.match(kept.stdout, /^n{28} +1\n温{9} +1\n\d+ bytes free\nx\n$/);
  }));

test('loads a file as the build lowers it, and refuses what the board cannot run', () =>
  onBoard(async (talk, folder) => {
    const file = path.join(folder, 'sketch.ts');
    writeFileSync(file, 'const twice = (n: number = 4): number => n * 2;\nprint(twice());\n');
    assert.equal((await talk(`.load ${file}\n`)).stdout, '8\n');
    writeFileSync(file, 'async function f() {}\nf();\n');
    const refused = await talk(`.load ${file}\n`);
    assert.equal(refused.status, 5);
    assert.match(refused.stderr, /\[async-function\]/);
    assert.equal(refused.stderr.match(/async-function/g)?.length, 1);
    writeFileSync(file, '\n\n// here\nprint([1].flatMap(print));\n');
    assert.match((await talk(`.load ${file}\n`)).stderr, /sketch\.ts:4:\d+ /);
    writeFileSync(
      file,
      'const end = Date.now() + 30;\nwhile (Date.now() < end) {}\nprint(Date.now() >= end);\n',
    );
    assert.equal((await talk(`.load ${file}\n`)).stdout, 'true\n');
    writeFileSync(file, '\u{feff}console.log("温", \'\\xe6\', `度`); throw new Error("错");\n');
    const chinese = await talk(`.load ${file}\n`);
    assert.equal(chinese.stdout, '温 \u{fffd} 度\n');
    assert.match(chinese.stderr, /^Uncaught Error: 错\n/);
  }));

test('says that a file or an input is no UTF-8, in place of sending something else', () =>
  onBoard(async (talk, folder) => {
    const file = path.join(folder, 'gbk.js');
    writeFileSync(
      file,
      Buffer.from('print("\\xce\\xc2")'.replaceAll('\\xce', '\xce').replaceAll('\\xc2', '\xc2'), 'latin1'),
    );
    for (const line of [`.load ${file}`, 'print("\ufffd")']) {
      const ended = await talk(`${line}\n`);
      assert.equal(ended.status, 2, line);
      assert.match(ended.stderr, /is not UTF-8\./);
      assert.equal(ended.stdout, '');
    }
  }));

test('loads for the board that answers, whatever --board says', () =>
  onBoard(async (talk, folder) => {
    const file = path.join(folder, 'sketch.js');
    writeFileSync(file, 'ESP32.deepSleep(1);\n');
    const refused = await talk(`.load ${file}\n`);
    assert.equal(refused.status, 5);
    assert.match(refused.stderr, /esp8266/);
  }, 'esp8266-4mb'));

test('restarts the program, tells memory and help, and leaves with .exit', () =>
  onBoard(async (talk) => {
    const ended = await talk('var kept=1;\n.reset\ntypeof kept\n.memory\n.help\n.exit\nzz\n');
    assert.equal(ended.status, 0, ended.stderr);
    assert.match(ended.stdout, /^"undefined"\n\d+ of \d+ variables used, \d+ free\n\.help /);
    assert.equal((await talk('.nothing\n')).status, 2);
    assert.equal((await talk('.load\n')).status, 2);
  }));

test('a password that is typed by its name is not shown', () =>
  onBoard(async (talk) => {
    const { stdout } = await talk(
      'var s={ssid:"home",password:"thirty boards"}\ns.password\nprint(s.password)\ns.ssid\n',
    );
    assert.match(stdout, /\*{8}[\s\S]*home/);
    assert.doesNotMatch(stdout, /thirty/);
  }));
