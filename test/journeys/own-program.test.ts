/** Programs of somebody's own on a virtual board: what they are, and how the command ends with them. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { test } from 'node:test';
import { imageFolder } from '../support/board-image.ts';
import { ROOT, run, tinwire } from './clone.ts';

const WATCHES = 'setWatch(function(){print("pressed")},D0,{repeat:true})';
const NOBODY = 65_534;

test('a program that listens on no port runs until Ctrl-C, and ends with status 0', async (t) => {
  const sim = tinwire(t, ROOT, ['sim', '--image', imageFolder(t, WATCHES)]);
  await sim.waitFor(/ESP32 DevKit runs on this computer/);
  await sim.waitFor(/It is not listening on a port yet\./);
  sim.child.kill('SIGINT');
  assert.equal(await sim.ended, 0);
});

test('a program that only prints is shown, and with --once ends with status 0', async (t) => {
  const sim = tinwire(t, ROOT, ['sim', '--once', '--image', imageFolder(t, 'print("printed")')]);
  assert.equal(await sim.ended, 0);
  assert.match(sim.output.stdout, /board: printed[\s\S]*runs on this computer/);
});

test('a program that throws at its start ends with status 1 and its place in the TypeScript', async (t) => {
  const code = 'print("before");function deep(){throw new Error("broken")}deep()';
  const sim = tinwire(t, ROOT, ['sim', '--image', imageFolder(t, code)]);
  assert.equal(await sim.ended, 1);
  assert.match(sim.output.stdout, /board: before\n/);
  assert.doesNotMatch(sim.output.stdout, /runs on this computer|Connect:/);
  assert.match(
    sim.output.stderr,
    /^tinwire: virtual esp32: the program threw at startup: Error: broken, at \S*program\.ts:1:1\.$/m,
  );
});

test('a program that prints the word Uncaught has not thrown', async (t) => {
  const sim = tinwire(t, ROOT, ['sim', '--once', '--image', imageFolder(t, 'print("Uncaught truth")')]);
  assert.equal(await sim.ended, 0);
});

test('a program that catches its own throws with uncaughtException has not thrown', async (t) => {
  const code = 'process.on("uncaughtException",function(e){print("caught "+e)});throw "x"';
  const sim = tinwire(t, ROOT, ['sim', '--once', '--image', imageFolder(t, code)]);
  assert.equal(await sim.ended, 0);
  assert.match(sim.output.stdout, /board: caught x/);
});

test('an ordinary user runs a program that listens on no port', {
  skip: process.getuid?.() === 0 ? false : 'only an administrator can become somebody else',
}, async (t) => {
  const folder = imageFolder(t, WATCHES);
  chmodSync(folder, 0o755);
  const args = ['sim', '--once', '--image', folder];
  const sim = run(t, ROOT, process.execPath, [`${ROOT}/tools/tinwire.mjs`, ...args], { uid: NOBODY });
  assert.equal(await sim.ended, 0, sim.output.stderr);
  assert.match(sim.output.stdout, /ESP32 DevKit runs on this computer/);
});
