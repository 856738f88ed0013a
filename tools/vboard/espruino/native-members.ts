/** What a built-in object has by itself: a program that replaces a member finds the built-in one again once it deletes its own. */
const members = new WeakMap<object, Map<string, unknown>>();

/** Gives `target` a native member: found, but not listed. */
export function addNative(target: object, name: string, member: unknown): void {
  const own = members.get(target) ?? new Map<string, unknown>();
  members.set(target, own.set(name, member));
  restoreNative(target, name);
}

/** Puts a native member back where a program had its own; other names are left alone. */
export function restoreNative(target: object, name: string): void {
  const own = members.get(target);
  if (!own?.has(name)) return;
  Object.defineProperty(target, name, {
    value: own.get(name),
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Puts all native members back: the interpreter starts anew. */
export function restoreNatives(target: object): void {
  for (const name of members.get(target)?.keys() ?? []) restoreNative(target, name);
}
