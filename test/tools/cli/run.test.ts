import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT, runHere, runProcess } from './cli-host.ts';

const COMMANDS = [
  'start',
  'build',
  'check',
  'sim',
  'echo',
  'serve',
  'connect',
  'send',
  'find',
  'flash',
  'upload',
  'watch',
  'rescue',
  'ports',
  'boards',
];

test('help names every command, on stdout, with status 0', async () => {
  const { status, stdout, stderr } = await runHere(['--help']);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  for (const command of COMMANDS) assert.match(stdout, new RegExp(`^ {2}${command} `, 'm'));
});

for (const command of COMMANDS) {
  test(`${command} --help fits 80 columns and ends with examples`, async () => {
    const { status, stdout, stderr } = await runHere([command, '--help']);
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.match(stdout, new RegExp(`^Usage: tinwire ${command} `));
    assert.match(stdout, /\nExamples:\n(?: {2}\S.*\n)+$/);
    assert.deepEqual(
      stdout.split('\n').filter((line) => line.length > 80),
      [],
    );
  });
}

test('without a command shows the help and ends with status 2', async () => {
  const { status, stdout, stderr } = await runHere([]);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^Usage: tinwire /);
});

const WRONG: readonly (readonly [string, readonly string[], string])[] = [
  [
    'an unknown command, with the one that was meant',
    ['ecko'],
    "tinwire: unknown command 'ecko'. Did you mean echo?",
  ],
  [
    'an unknown flag, with the one that was meant',
    ['echo', 'a:1', '--clents', '3'],
    "tinwire: unknown option '--clents'. Did you mean --clients?",
  ],
  ['an unknown flag that is like none', ['boards', '--zzz'], "tinwire: unknown option '--zzz'."],
  [
    'a value that is no number',
    ['echo', 'a:1', '--count', '1e3'],
    "tinwire: option '-n, --count <n>' argument '1e3' is invalid. Use a whole number from 1 to 10000000.",
  ],
  ['a missing argument', ['echo'], "tinwire: missing required argument 'host:port'."],
  [
    'an argument too many',
    ['boards', 'esp32'],
    "tinwire: too many arguments for 'boards'. Expected 0 arguments but got 1.",
  ],
  [
    'two flags that exclude each other',
    ['echo', 'a:1', '--count', '5', '--seconds', '2'],
    "tinwire: option '-n, --count <n>' cannot be used with option '--seconds <s>'.",
  ],
];
for (const [name, args, message] of WRONG) {
  test(`refuses ${name}`, async () => {
    const { status, stdout, stderr } = await runHere(args);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.equal(stderr.split('\n')[0], message);
    assert.match(stderr, /--help/);
  });
}

test('an error in the input is one line with its help, and no stack', async () => {
  const { status, stdout, stderr } = await runHere(['echo', 'nowhere']);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.equal(
    stderr,
    'tinwire: nowhere: not an address of the form host:port.\n         Example: 192.168.1.50:5001 or [::1]:5001.\n',
  );
});

test('--verbose adds where the error came from', async () => {
  const { stderr } = await runHere(['echo', 'nowhere', '--verbose']);
  assert.match(stderr, /target\.ts:\d+/);
});

test('--json gives the error as one object too', async () => {
  const { status, stdout } = await runHere(['echo', 'nowhere', '--json']);
  assert.equal(status, 2);
  assert.equal(JSON.parse(stdout).error.code, 'TARGET_BAD');
});

test('the version is that of package.json', async () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  assert.deepEqual(await runHere(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
});

test('the process itself ends with the status of the command', async () => {
  const wrong = await runProcess(['ecko']);
  assert.equal(wrong.status, 2);
  assert.equal(wrong.stdout, '');
  const help = await runProcess(['echo', '--help']);
  assert.equal(help.status, 0);
  assert.equal(help.stderr, '');
});
