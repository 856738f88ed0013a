/** `npm run test:build-effects`: 300 programs, as source and as image; on the interpreter, too, that ESPRUINO_BIN names. */
import { compareProgram } from './effect-compare.ts';
import { effectProgram } from './effect-programs.ts';

const PROGRAMS = 300;

async function run(): Promise<void> {
  const binary = process.env.ESPRUINO_BIN;
  let failed = 0;
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    const program = effectProgram(seed);
    for (const where of binary === undefined ? [undefined] : [undefined, binary]) {
      const { source, image } = await compareProgram(program, seed % 2 === 0, where);
      if (source === image && source !== '') continue;
      failed++;
      console.log(`program ${seed}:\n${program.source}\n--- source\n${source}\n--- image\n${image}\n`);
    }
  }
  console.log(`${PROGRAMS} programs, ${failed} differ.`);
  process.exitCode = failed > 0 ? 1 : 0;
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
