/** Where the tests keep the images of this checkout between runs: with the builds of whoever runs them. */
import { buildCache } from '../../tools/cli/build-cache.ts';

export const BUILD_CACHE = buildCache({ env: process.env });
