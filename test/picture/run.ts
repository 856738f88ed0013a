/** `npm run picture`: makes docs/start.png from a run of now. */
import { writeFileSync } from 'node:fs';
import { drawPicture } from './draw.ts';
import { record } from './record.ts';

const TEXT = '你好, board';

const recorded = await record(TEXT);
writeFileSync(new URL('recorded.json', import.meta.url), `${JSON.stringify(recorded, null, 2)}\n`);
writeFileSync(new URL('../../docs/start.png', import.meta.url), drawPicture(recorded));
