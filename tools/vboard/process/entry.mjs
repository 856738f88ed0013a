// A board's process starts without the loader for TypeScript that its parent may have.
import { load } from '../../load.mjs';

await load('tools/vboard/process/child.ts');
