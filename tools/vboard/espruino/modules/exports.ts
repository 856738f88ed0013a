/** Module objects: their built-in members are found, but not listed. */
import { addNative } from '../native-members.ts';
import type { BoardObject, Realm } from '../realm.ts';

export type Members = Readonly<Record<string, (this: unknown, ...args: unknown[]) => unknown>>;

/** Puts native members on `target`; a program may replace them. */
export function addMembers(realm: Realm, target: BoardObject, members: Members): BoardObject {
  for (const [name, member] of Object.entries(members)) addNative(target, name, realm.native(name, member));
  return target;
}
