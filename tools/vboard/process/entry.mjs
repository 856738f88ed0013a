// A board's process starts without the loader for TypeScript that its parent has.
import { register } from 'tsx/esm/api';

register();
await import('./child.ts');
