// One bundle per board. Wiring only: what a bundle is made of is in tools/build.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register();
const { rollupConfigs } = await import('./tools/build/compile/rollup-configs.ts');

export default rollupConfigs(path.dirname(fileURLToPath(import.meta.url)));
