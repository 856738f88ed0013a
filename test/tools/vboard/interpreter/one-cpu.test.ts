import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { allowedCpus, keepOnOneCpu } from '../../../../tools/vboard/interpreter/one-cpu.ts';

const hasTaskset = (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/taskset`));

test('reads the CPUs that a process may use, the last one first', () => {
  const of = (list: string): number[] => allowedCpus(`Name:\tx\nCpus_allowed_list:\t${list}\nother:\t9\n`);
  assert.deepEqual(of('0'), [0]);
  assert.deepEqual(of('0-2,5'), [5, 2, 1, 0]);
  assert.deepEqual(allowedCpus('Name:\tx\n'), []);
});

test('leaves a process one CPU', { skip: hasTaskset ? false : 'there is no taskset' }, async () => {
  const child = spawn('sleep', ['30']);
  const ended = once(child, 'exit');
  try {
    await once(child, 'spawn');
    await keepOnOneCpu(child.pid ?? 0);
    assert.equal(allowedCpus(readFileSync(`/proc/${child.pid}/status`, 'utf8')).length, 1);
  } finally {
    child.kill();
    await ended;
  }
});

test('a process that has ended is no fault', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  await keepOnOneCpu(child.pid ?? 0);
});
