import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutput } from '../../../tools/cli/output.ts';
import { createScreen, type Screen } from '../../../tools/simulator/screen.ts';
import { MemoryStream } from '../cli/cli-host.ts';

const DARK = ['....', '....', '....', '....'];
const LIT = ['####', '####', '####', '####'];

interface Made {
  readonly screen: Screen;
  readonly stdout: MemoryStream;
  show(rows: string[] | null): void;
}

function make(isTTY: boolean): Made {
  const stdout = new MemoryStream(isTTY);
  const streams = { stdout, stderr: new MemoryStream(isTTY), env: {} };
  const output = createOutput(streams, { isQuiet: false, isJson: false, isVerbose: false });
  let rows: string[] | null = DARK;
  const screen = createScreen(output, () => rows);
  return {
    screen,
    stdout,
    show(next) {
      rows = next;
      screen.changed();
    },
  };
}

test('without a terminal prints a picture when it is finished, not each step to it', async () => {
  const { screen, stdout, show } = make(false);
  show(DARK);
  show(LIT);
  await screen.settled();
  assert.equal(stdout.text, '╭────╮\n│████│\n│████│\n╰────╯\n');
  screen.close();
});

test('without a terminal prints no picture twice', async () => {
  const { screen, stdout, show } = make(false);
  show(LIT);
  await screen.settled();
  show(LIT);
  await screen.settled();
  screen.close();
  assert.equal(stdout.text.split('╭').length - 1, 1);
});

test('on a terminal draws the screen with its title and the lines below', async () => {
  const { screen, stdout, show } = make(true);
  screen.setText({ title: 'A', below: ['talk to it'] });
  show(LIT);
  await screen.settled();
  screen.close();
  assert.match(stdout.text, /⣿⣿|████/);
  assert.match(stdout.text, /talk to it/);
});

test('a last picture that was not drawn yet is drawn when the screen closes', () => {
  const { screen, stdout, show } = make(true);
  show(LIT);
  screen.close();
  assert.match(stdout.text, /⣿⣿|████/);
});

test('a board without a display shows the lines alone', async () => {
  const { screen, stdout, show } = make(true);
  show(null);
  screen.setText({ title: 'A', below: ['talk to it'] });
  await screen.settled();
  screen.close();
  assert.match(stdout.text, /talk to it/);
  assert.doesNotMatch(stdout.text, /╭/);
});

test('prints nothing more after it was closed, and closes twice', () => {
  const { screen, stdout, show } = make(false);
  show(LIT);
  screen.close();
  const before = stdout.text;
  show(DARK);
  screen.close();
  assert.equal(stdout.text, before);
});
