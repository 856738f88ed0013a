/** Writes the generated part of the board's types: `npm run types`, after a change of the symbols or of the types beside it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateTypes } from './generate.ts';
import { SYMBOL_FILE } from './symbol-file.ts';
import { GENERATED, LIBRARY, readWritten } from './written.ts';

writeFileSync(path.join(LIBRARY, GENERATED), generateTypes(SYMBOL_FILE, readWritten()));
