/**
 * Keeps an interpreter's threads from running at the same time. Its Linux port reads the console in a second thread and
 * does not lock the queue between the two (`jshInterruptOff` in targets/linux/jshardware.c is empty), so a line typed while
 * a program is busy can end it with `ASSERT(len <= 64)`. Measured on 32-bit builds with assertions: 5 of 12 runs ended
 * within 100 lines each, on one CPU none of 12.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

let turn = 0;

/** Resolves when all threads of `pid` share one CPU; without `taskset` (util-linux) they stay as they are. */
export async function keepOnOneCpu(pid: number): Promise<void> {
  const cpus = allowedCpus(readFileSync('/proc/self/status', 'utf8'));
  const cpu = cpus[turn++ % cpus.length];
  if (cpu === undefined) return;
  const taskset = spawn('taskset', ['-a', '-c', '-p', String(cpu), String(pid)], { stdio: 'ignore' });
  await once(taskset, 'close').catch(() => {});
}

/** The CPUs in the text of `/proc/<pid>/status` (`proc(5)`), the last one first: `0-2,5` is 5, 2, 1, 0. */
export function allowedCpus(status: string): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '';
  return list
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    })
    .reverse();
}
