import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutput, type Output } from '../../../tools/cli/output.ts';
import { ToolError } from '../../../tools/errors.ts';
import { MemoryStream } from './cli-host.ts';
import { assertHarmless, FORGED, HOSTILE } from './hostile.ts';

interface Made {
  readonly output: Output;
  readonly stdout: MemoryStream;
  readonly stderr: MemoryStream;
}

function make(
  options: {
    isTTY?: boolean;
    isQuiet?: boolean;
    isJson?: boolean;
    isVerbose?: boolean;
    env?: NodeJS.ProcessEnv;
  } = {},
): Made {
  const stdout = new MemoryStream(options.isTTY);
  const stderr = new MemoryStream(options.isTTY);
  const { isQuiet = false, isJson = false, isVerbose = false, env = {} } = options;
  return { stdout, stderr, output: createOutput({ stdout, stderr, env }, { isQuiet, isJson, isVerbose }) };
}

function sayEverything({ output }: Made): void {
  output.result('result');
  output.json({ a: 1 });
  output.note('note');
  output.progress('progress');
  output.draw('drawing');
  output.endDrawing();
}

test('results go to stdout and notes to stderr, without progress when there is no terminal', () => {
  const made = make();
  sayEverything(made);
  assert.equal(made.stdout.text, 'result\n');
  assert.equal(made.stderr.text, 'note\n');
});

test('--json prints one object on stdout and no other result', () => {
  const made = make({ isJson: true });
  sayEverything(made);
  assert.deepEqual(JSON.parse(made.stdout.text), { a: 1 });
  assert.equal(made.stderr.text, 'note\n');
});

test('--quiet prints errors only', () => {
  const made = make({ isQuiet: true, isTTY: true });
  sayEverything(made);
  made.output.failure(new ToolError('A_B', 'thing: is wrong.', { help: 'Mend it.' }));
  assert.equal(made.stdout.text, '');
  assert.match(made.stderr.text, /thing: is wrong\.\n {9}Mend it\.\n$/);
});

test('a terminal gets progress and drawings', () => {
  const made = make({ isTTY: true });
  sayEverything(made);
  assert.match(made.stdout.text, /drawing/);
  assert.match(made.stderr.text, /progress/);
});

test('a line that comes while something is drawn stays above it', () => {
  const { output, stdout } = make({ isTTY: true });
  output.draw('drawing');
  output.result('line');
  const last = stdout.text.lastIndexOf('drawing');
  assert.ok(stdout.text.indexOf('line') < last, 'the drawing was not put back below the line');
});

test('an empty drawing leaves no line behind', () => {
  const { output, stdout } = make({ isTTY: true });
  output.draw('');
  output.result('line');
  assert.doesNotMatch(stdout.text.slice(0, stdout.text.indexOf('line')), /\n/);
});

test('progress that comes faster than eyes can follow is left out', () => {
  const { output, stderr } = make({ isTTY: true });
  for (let count = 0; count < 1000; count += 1) output.progress(`count ${count}`);
  assert.match(stderr.text, /count 0/);
  assert.doesNotMatch(stderr.text, /count 999/);
});

test('there is colour on a terminal only, and none with NO_COLOR', () => {
  assert.notEqual(make({ isTTY: true }).output.paint.red('x'), 'x');
  assert.equal(make().output.paint.red('x'), 'x');
  assert.equal(make({ isTTY: true, env: { NO_COLOR: '1' } }).output.paint.red('x'), 'x');
});

test('a fault of the tool itself asks for a report, with the stack under --verbose only', () => {
  const plain = make();
  plain.output.failure(new TypeError('x is not a function'));
  assert.match(plain.stderr.text, /^tinwire: TypeError: x is not a function\n {9}This is a bug in tinwire\./);
  assert.doesNotMatch(plain.stderr.text, /output\.test\.ts/);
  const verbose = make({ isVerbose: true });
  verbose.output.failure(new TypeError('x is not a function'));
  assert.match(verbose.stderr.text, /output\.test\.ts/);
});

test('whatever is printed by whichever way, a terminal obeys none of it', () => {
  for (const isTTY of [false, true]) {
    for (const isJson of [false, true]) {
      const { output, stdout, stderr } = make({ isTTY, isJson, isVerbose: true });
      output.result(output.paint.dim(HOSTILE));
      output.note(HOSTILE);
      output.error(output.paint.red(HOSTILE));
      output.json({ [HOSTILE]: HOSTILE });
      output.event({ [HOSTILE]: HOSTILE });
      output.progress(HOSTILE);
      output.draw(HOSTILE);
      output.failure(new ToolError('A_B', `${HOSTILE}${FORGED}`, { help: HOSTILE }));
      output.failure(new Error(HOSTILE));
      // Drawing in place and colours take codes of our own.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes begin with ESC.
      const own = /\x1b\[\??[\d;]*[A-Zhlm]/g;
      for (const [stream, text] of [
        ['stdout', stdout.text],
        ['stderr', stderr.text],
      ] as const)
        assertHarmless(isTTY ? text.replaceAll(own, '') : text, stream);
      assert.ok(!(stdout.text + stderr.text).includes('\x1b[2J\x1b[31m'));
      assert.match(stderr.text, /tinwire:\S* a.*first␊192/);
    }
  }
});
