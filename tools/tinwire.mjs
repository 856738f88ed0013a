#!/usr/bin/env node
// Who presses Ctrl-C while the tools are loaded is heard all the same.
const early = [];
const remember = (name) => early.push(name);
for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(name, remember);
// A stack that is shown names the lines of the sources.
if (process.argv.includes('--verbose')) process.setSourceMapsEnabled(true);
const { load } = await import('./load.mjs');
const { main } = await load('tools/main.ts');
await main(early);
