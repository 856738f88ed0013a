#!/usr/bin/env node
// The tools are TypeScript without a build step: tsx loads them.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
