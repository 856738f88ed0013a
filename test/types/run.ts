/** Writes the generated part of the board's types: `npm run types`, after a change of the symbols or of the types beside it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateTypes } from './generate.ts';
import { SYMBOL_FILE } from './symbol-file.ts';
import { LIBRARY, readWritten } from './written.ts';

for (const [name, text] of Object.entries(generateTypes(SYMBOL_FILE, readWritten())))
  writeFileSync(path.join(LIBRARY, name), text);
