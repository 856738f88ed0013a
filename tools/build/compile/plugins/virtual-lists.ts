import type { Plugin } from 'rollup';
import { LISTS_MODULE } from '../babel/spread-lists.ts';

const RESOLVED_ID = `\0${LISTS_MODULE}`;
const SOURCE =
  'export function listOf(values) { var list = []; for (var value of values) list.push(value); return list; }\n';

/** Serves the loop that makes an array of what is spread; an image without such spreads has no trace of it. */
export function virtualLists(): Plugin {
  return {
    name: 'tinwire-virtual-lists',
    resolveId: (id) => (id === LISTS_MODULE ? RESOLVED_ID : null),
    load: (id) => (id === RESOLVED_ID ? SOURCE : null),
  };
}
