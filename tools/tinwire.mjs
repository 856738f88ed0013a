#!/usr/bin/env node
// The tools are TypeScript without a build step: tsx loads them. Who presses Ctrl-C meanwhile is heard all the same.
const early = [];
const remember = (name) => early.push(name);
for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(name, remember);
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
await main(early);
