/**
 * Where a socket has the record that it belongs to: listeners are shared by all sockets, and `this` is all that they know. The
 * interpreter hides names that begin with byte 255: its console would print a server inside each of its clients.
 */
export const OWNER = '\xff';

/** A socket, or the interpreter's own server, of somebody's. */
export interface Owned<T> {
  [OWNER]: T;
}
