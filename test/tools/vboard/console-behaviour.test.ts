/** The console's bytes, case by case: on the built-in engine always, and on the interpreter that ESPRUINO_BIN names. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';
import { factsOf } from '../../../tools/vboard/interpreter/binary-facts.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../../tools/vboard/vboard.ts';
import { binary, shapeOf, skip } from '../../interpreter/binary.ts';
import {
  CONSOLE_CASES,
  type ConsoleCase,
  PLAIN_FILES,
  PLAIN_POWER_ON,
} from '../../support/console-behaviour.ts';

/** Time that an answer may take; a wrong one is reported when it is over. */
const PATIENCE_MS = 2000;

/** In the answers as they were recorded. */
const RECORDED_VERSION = '2v29.277';

/** A console at the other end of a line. */
interface Line {
  readonly boardName: string;
  readonly version: string;
  readonly hasSource: boolean;
  type(bytes: string): void;
  /** What came since the last call, as soon as it is as long as `wanted`, or after the patience. */
  answer(wanted: string): Promise<string>;
  close(): Promise<void>;
}

/** Collects what comes, and wakes who waits for it. */
function inbox(): { add(bytes: string): void; answer: Line['answer'] } {
  let received = '';
  let poll = (): void => {};
  return {
    add(bytes) {
      received += bytes;
      poll();
    },
    answer: (wanted) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(limit);
          poll = () => {};
          const taken = received;
          received = '';
          resolve(taken);
        };
        const limit = setTimeout(done, PATIENCE_MS);
        poll = () => {
          if (received.length >= wanted.length) done();
        };
        poll();
      }),
  };
}

function imageOf(boardId: string, files: Readonly<Record<string, string>>): Uint8Array {
  const list = Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text, 'latin1') }));
  return encodeStorage(list, findBoard(boardId).chip.storage);
}

async function builtIn(boardId: string, files: Readonly<Record<string, string>>): Promise<Line> {
  const { add, answer } = inbox();
  const board = findBoard(boardId);
  const vboard = createBoard({
    board,
    storage: imageOf(boardId, files),
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
  });
  vboard.onConsole(add);
  await vboard.start();
  return {
    boardName: board.chip.firmware.board,
    version: RECORDED_VERSION,
    hasSource: true,
    type: (bytes) => vboard.type(bytes),
    answer,
    close: () => vboard.stop(),
  };
}

async function interpreter(file: string, files: Readonly<Record<string, string>>): Promise<Line> {
  const { add, answer } = inbox();
  const { id: boardId } = await shapeOf(file);
  const { board, version } = await factsOf(file);
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-console-'));
  writeFileSync(path.join(folder, 'espruino.flash'), imageOf(boardId, files));
  const child = spawn(file, [], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdout.setEncoding('latin1').on('data', add);
  child.stdin.on('error', () => {});
  return {
    boardName: board,
    version,
    hasSource: boardId !== 'linux',
    type: (bytes) => child.stdin.write(Buffer.from(bytes, 'latin1')),
    answer,
    close: () =>
      new Promise((resolve) => {
        child.once('close', () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGKILL');
      }),
  };
}

/**
 * A stock build of 64 bits leaves the line of source out that chips and other builds of 32 bits show above the caret, and finds
 * the file that the place is in.
 */
function withoutSource(text: string): string {
  return text
    .replace('boot code (:', 'boot code (.bootcde:')
    .replace(/(\n {4}at [^\r\n]*\r\n)[^\r\n]*\r\n( *\^)/g, '$1\r\n$2');
}

async function pass(one: ConsoleCase, open: (files: Readonly<Record<string, string>>) => Promise<Line>) {
  const line = await open(one.files ?? PLAIN_FILES);
  try {
    const shown = line.hasSource ? (text: string) => text : withoutSource;
    const atPowerOn = shown(one.atPowerOn ?? PLAIN_POWER_ON);
    assert.equal(await line.answer(atPowerOn), atPowerOn);
    for (const [typed, expected] of one.steps) {
      const wanted = shown(expected.replace('%', line.boardName).replace(RECORDED_VERSION, line.version));
      line.type(typed);
      assert.equal(await line.answer(wanted), wanted, `after ${JSON.stringify(typed)}`);
    }
  } finally {
    await line.close();
  }
}

for (const one of CONSOLE_CASES) {
  for (const id of ['esp8266-4mb', 'esp32'])
    test(`built-in ${id}: ${one.name}`, () => pass(one, (files) => builtIn(id, files)));
  test(`interpreter: ${one.name}`, { skip }, () => pass(one, (files) => interpreter(binary ?? '', files)));
}
