/** `require("dgram")`: UDP as the interpreter has it. */
import type { BoardObject } from '../realm.ts';
import { bytesOf } from './byte-string.ts';
import { addMembers } from './exports.ts';
import { destinationOf } from './network/addresses.ts';
import { announce, freshFlags, type UdpSocket } from './network/board-socket.ts';
import type { Stack } from './network/stack.ts';
import { udpEdge } from './network/udp-edge.ts';
import { integerOf, notYet } from './words.ts';

const PORT_MASK = 0xffff;
const UDP_TYPE = 2;
/** LwIP's mailbox of a UDP socket; the system's own on Linux is far larger. */
const MAILBOX: Readonly<Record<string, number>> = { ESP32: 6, ESP8266: 6, LINUX: 256 };

interface Ports {
  /** Board ports in use, with the laptop port once the system has given it, and whether they may be shared. */
  readonly bound: Map<number, { hostPort: number | undefined; isShared: boolean }>;
}

/** Takes a socket number and opens the edge; `port` null: any, for sending only. */
function open(stack: Stack, socket: UdpSocket, ports: Ports, port: number | null): void {
  const { realm, host } = stack;
  const { family } = host.board.chip;
  const isShared = socket.object.opt !== undefined && (socket.object.opt as BoardObject).reuseAddr === true;
  const refuse = (line: string | null): never => {
    socket.closesNow = true;
    realm.wake();
    if (line && !stack.isEsp8266) realm.print(`ERROR: ${line}`);
    throw realm.error('InternalError', 'Unable to create socket');
  };
  if (port !== null) {
    const known = ports.bound.get(port);
    const isTaken = known
      ? !(known.isShared && isShared)
      : host.ports === 'same' && !isShared && !stack.blocking.isFree(port, 'udp');
    if (isTaken) refuse('Socket bind failed');
  }
  if (!stack.slots.take()) refuse('Socket creation failed');
  if (port !== null) ports.bound.set(port, { hostPort: undefined, isShared });
  const edge = udpEdge({
    hostPort: port !== null && host.ports === 'same' ? port : 0,
    sharesPort: isShared,
    mailbox: MAILBOX[family] ?? 6,
    dropsLong: stack.isEsp8266,
    link: stack.link,
    portOn(address, boardPort) {
      const destination = destinationOf(address, stack.link.ip);
      if (destination === 'unknown' || destination === 'no-route') return null;
      return (destination === 'self' ? ports.bound.get(boardPort)?.hostPort : undefined) ?? boardPort;
    },
    warn: (text) => realm.print(`WARNING: ${text}`),
    onBound(hostPort) {
      const entry = port === null ? undefined : ports.bound.get(port);
      if (port === null || !entry) return;
      entry.hostPort = hostPort;
      host.onListen(port, hostPort, 'udp');
      realm.wake();
    },
    onActivity: () => realm.wake(),
  });
  socket.edge = {
    ...edge,
    close() {
      edge.close();
      if (port === null) return;
      ports.bound.delete(port);
      host.onListenClosed(port, 'udp');
    },
  };
  socket.object.sckt = stack.slots.used;
}

/** The message that `send(buffer, port, host)` or `send(buffer, offset, length, port, host)` means. */
function messageOf(stack: Stack, args: readonly unknown[]): { text: string; port: number; address: string } {
  const { realm } = stack;
  const text = realm.text(args[0]);
  if (typeof args[3] !== 'number') {
    return { text, port: integerOf(args[1]) & PORT_MASK, address: realm.text(args[2]) };
  }
  const from = integerOf(args[1]);
  return {
    text: text.slice(from, from + integerOf(args[2])),
    port: args[3] & PORT_MASK,
    address: realm.text(args[4]),
  };
}

/** Defines the module and its class. */
export function installDgram(stack: Stack): void {
  const { realm } = stack;
  const sockets = new WeakMap<object, UdpSocket>();
  const ports: Ports = { bound: new Map() };

  realm.defineClass('dgramSocket', {
    bind(port, callback) {
      const socket = sockets.get(this);
      if (!socket) return this;
      const boardPort = integerOf(port) & PORT_MASK;
      if (callback !== undefined) realm.on(this, 'bind', callback);
      this.port = boardPort;
      try {
        open(stack, socket, ports, boardPort);
        socket.isBound = true;
        stack.boundUdp.push(socket);
      } finally {
        announce(realm, this, 'bind', [this]);
        realm.wake();
      }
      return this;
    },
    send(...args) {
      const socket = sockets.get(this);
      if (!socket || socket.isClosing || socket.closesNow)
        throw realm.error('Error', 'This socket is closed');
      const { text, port, address } = messageOf(stack, args);
      socket.outbox.push({ bytes: bytesOf(text), port, address });
      if (!socket.edge) open(stack, socket, ports, null);
      realm.wake();
    },
    close() {
      const socket = sockets.get(this);
      if (!socket) return;
      if (socket.outbox.length === 0) socket.closesNow = true;
      socket.isClosing = true;
      realm.wake();
    },
    addMembership: notYet(realm, 'dgramSocket.addMembership'),
    dropMembership: notYet(realm, 'dgramSocket.dropMembership'),
  });

  const createSocket = (type: unknown, callback: unknown): BoardObject => {
    const options = realm.isObject(type) ? type : realm.object();
    const object = realm.object('dgramSocket');
    object.type = UDP_TYPE;
    object.opt = options;
    stack.chunkBytes = Math.max(stack.chunkBytes, integerOf(options.recvBufferSize));
    if (realm.isFunction(callback)) realm.on(object, 'connect', callback);
    const socket: UdpSocket = { ...freshFlags(object), edge: null, outbox: [], isBound: false };
    sockets.set(object, socket);
    stack.clients.push(socket);
    stack.hasServed = true;
    return object;
  };
  realm.defineModule('dgram', () => addMembers(realm, realm.object(), { createSocket }));
}
