/** The interpreter's socket layer: its lists of servers and clients, and the idle pass over them. */
import type { Socket } from 'node:net';
import type { EngineHost } from '../../../engine.ts';
import type { BoardObject, Realm } from '../../realm.ts';
import { type Blocking, blocking } from './blocking.ts';
import { announce, freshFlags, type TcpSocket, type UdpSocket } from './board-socket.ts';
import type { Link, TcpEdge } from './edge.ts';
import { outbox } from './outbox.ts';
import { type Slots, slots } from './slots.ts';
import { tcpEdge } from './tcp-edge.ts';
import { type TcpListener, type TcpListeners, tcpListeners } from './tcp-listeners.ts';
import { tcpPass } from './tcp-pass.ts';
import { HEADER_BYTES, udpClientPass, udpServerPass } from './udp-pass.ts';

export interface BoardServer {
  readonly object: BoardObject;
  port: number;
  listener: TcpListener | null;
}

/** What `net` and `dgram` share. */
export interface Stack {
  readonly realm: Realm;
  readonly host: EngineHost;
  readonly link: Link;
  readonly blocking: Blocking;
  readonly slots: Slots;
  readonly listeners: TcpListeners;
  readonly servers: BoardServer[];
  readonly clients: (TcpSocket | UdpSocket)[];
  readonly boundUdp: UdpSocket[];
  /** What `read()` of an unheard socket finds. */
  readonly buffers: WeakMap<object, string>;
  /** Bytes a pass moves for one socket; a UDP socket with a larger `recvBufferSize` raises it for all. */
  chunkBytes: number;
  /** The program has had a socket: until then closing a server is silent. */
  hasServed: boolean;
  readonly isEsp8266: boolean;
  newTcp(object: BoardObject): TcpSocket;
  /** Gives a real connection to a socket record. */
  attach(socket: TcpSocket, connection: Socket, port: number, isConnected: boolean): void;
  /** Gives a socket record its connection, and a number that the program can see. */
  give(socket: TcpSocket, edge: TcpEdge): void;
  close(): void;
}

/** The idle pass: each server takes one newcomer, then each connection moves one chunk each way. */
function pass(stack: Stack): boolean {
  const { realm } = stack;
  let isActive = false;
  for (const server of [...stack.servers]) {
    const edge = server.listener?.accept();
    if (!edge) continue;
    isActive = true;
    const socket = stack.newTcp(realm.object('Socket'));
    socket.object.type = server.object.type;
    stack.give(socket, edge);
    announce(realm, server.object, 'connect', [socket.object]);
  }
  const onFreed = (): void => stack.slots.give();
  const messageBytes = stack.isEsp8266 ? stack.chunkBytes : stack.chunkBytes - HEADER_BYTES;
  for (const socket of [...stack.boundUdp]) {
    const outcome = udpServerPass(socket, { realm, messageBytes, onFreed });
    if (outcome !== 'idle') isActive = true;
    if (outcome === 'closed') stack.boundUdp.splice(stack.boundUdp.indexOf(socket), 1);
  }
  for (const socket of [...stack.clients]) {
    const outcome =
      'pending' in socket
        ? tcpPass(socket, {
            realm,
            chunkBytes: stack.chunkBytes,
            family: stack.host.board.chip.family,
            buffers: stack.buffers,
            onFreed,
          })
        : udpClientPass(socket, { realm, messageBytes, onFreed });
    if (outcome !== 'idle') isActive = true;
    if (outcome === 'closed') stack.clients.splice(stack.clients.indexOf(socket), 1);
  }
  return isActive;
}

/** The stack of a board just after power-up; its idle pass is registered with the realm. */
export function createStack(realm: Realm, host: EngineHost, link: Link): Stack {
  const { sockets, family } = host.board.chip;
  const free = slots(sockets.count);
  const asking = blocking();
  const isEsp8266 = family === 'ESP8266';
  const onActivity = (): void => realm.wake();
  const wrap = (connection: Socket, port: number, isConnected: boolean): TcpEdge =>
    tcpEdge(connection, {
      clock: host.clock,
      link,
      peerFault: () => host.environment.peerFault?.(port),
      tellsResets: isEsp8266,
      isConnected,
      onActivity,
    });
  const listeners = tcpListeners({
    ports: host.ports,
    noDelay: isEsp8266,
    sharesPorts: !isEsp8266,
    isFree: (port) => asking.isFree(port, 'tcp'),
    // A chip without a free socket number, or without its access point, has nobody to talk to the newcomer.
    admits: (port) => !link.isCut && host.environment.peerFault?.(port)?.kind !== 'refused' && free.take(),
    wrap: (connection, port) => wrap(connection, port, true),
    onDropped: () => free.give(),
    onActivity,
    onListen: (port, hostPort) => host.onListen(port, hostPort, 'tcp'),
    onListenClosed: (port) => host.onListenClosed(port, 'tcp'),
  });

  const stack: Stack = {
    realm,
    host,
    link,
    blocking: asking,
    slots: free,
    listeners,
    servers: [],
    clients: [],
    boundUdp: [],
    buffers: new WeakMap(),
    chunkBytes: sockets.chunkBytes,
    hasServed: false,
    isEsp8266,
    newTcp(object) {
      object.type = 0;
      const socket: TcpSocket = {
        ...freshFlags(object),
        edge: null,
        outbox: outbox((bytes) => realm.hold?.(bytes)),
        pending: '',
      };
      stack.clients.push(socket);
      return socket;
    },
    attach(socket, connection, port, isConnected) {
      stack.give(socket, wrap(connection, port, isConnected));
    },
    give(socket, edge) {
      socket.object.sckt = stack.clients.indexOf(socket) + 1;
      socket.edge = edge;
    },
    close() {
      for (const socket of [...stack.clients, ...stack.boundUdp]) {
        socket.edge?.close();
        socket.edge = null;
      }
      stack.clients.splice(0);
      stack.boundUdp.splice(0);
      stack.servers.splice(0);
      listeners.close();
      asking.close();
    },
  };
  realm.addIdle(() => pass(stack));
  return stack;
}
