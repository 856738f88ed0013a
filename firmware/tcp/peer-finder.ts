import type { ServerPort, SocketPort } from '../ports.ts';

/** Hears what a socket receives; `this` is the socket. */
export type DataListener = (this: SocketPort, bytes: string) => void;

/** What a server does to learn where its clients come from. */
export interface PeerFinder {
  /** Once it listens. */
  watch(server: ServerPort): void;
  /** `listener` hears what the client says. */
  attach(socket: SocketPort, listener: DataListener): void;
}
