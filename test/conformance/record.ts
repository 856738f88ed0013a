/**
 * Records the answers anew: `ESPRUINO_BIN=... node --import tsx test/conformance/record.ts esp8266-4mb|esp32 [area]`.
 * The binary must be a build without Unicode, with the variables of that board and its Storage geometry.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBoard } from '../../tools/boards/load.ts';
import { encodeStorage } from '../../tools/protocol/storage-image.ts';
import { freePort } from '../bench/programs.ts';
import { END_MARK, endOfProbe, printedText } from './console-text.ts';
import { BUILDS, type Build, type Probe, readProbes, writeProbes } from './probes.ts';

const LIMIT_MS = 5000;

async function run(binary: string, build: Build, program: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'probe-'));
  const bytes = (text: string) => new TextEncoder().encode(text);
  const text = program.replaceAll('PORT', String(await freePort()));
  writeFileSync(
    path.join(folder, 'espruino.flash'),
    encodeStorage(
      [
        { name: '.boot0', data: bytes(endOfProbe(program)) },
        { name: '.bootcde', data: bytes(text) },
      ],
      findBoard(build).chip.storage,
    ),
  );
  const child = spawn(binary, [], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    return await new Promise((resolve, reject) => {
      let console = '';
      const timer = setTimeout(
        () => reject(new Error(`${program}: no end in ${LIMIT_MS} ms:\n${console}`)),
        LIMIT_MS,
      );
      child.stdout.setEncoding('latin1').on('data', (part: string) => {
        console += part;
        if (!console.includes(END_MARK)) return;
        clearTimeout(timer);
        resolve(printedText(console));
      });
      child.on('error', reject);
    });
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function record(binary: string, build: Build, area: string | undefined): Promise<void> {
  const interpreter = await run(binary, build, 'print(process.env.VERSION)');
  for (const file of readProbes().filter((candidate) => area === undefined || candidate.area === area)) {
    const probes: Probe[] = [];
    for (const probe of file.probes) {
      const answer = await run(binary, build, probe.program);
      const others: Partial<Record<Build, string>> = { ...probe.answers };
      delete others[build];
      const isNews = build === BUILDS[0] || answer !== others[BUILDS[0]];
      probes.push({ ...probe, answers: isNews ? { ...others, [build]: answer } : others });
    }
    writeProbes({ area: file.area, interpreter, probes });
    console.log(`${file.area}: ${probes.length} recorded`);
  }
}

const binary = process.env.ESPRUINO_BIN;
const build = BUILDS.find((candidate) => candidate === process.argv[2]);
if (!binary || !build) {
  console.error(`record: needs ESPRUINO_BIN and one of ${BUILDS.join(', ')}.`);
  process.exitCode = 2;
} else {
  await record(binary, build, process.argv[3]);
}
