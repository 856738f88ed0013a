/** `require("net")`: servers and connections, with the interpreter's arguments, errors and events. */
import { connect } from 'node:net';
import type { BoardObject } from '../realm.ts';
import { addMembers } from './exports.ts';
import { type Destination, destinationOf } from './network/addresses.ts';
import type { TcpSocket } from './network/board-socket.ts';
import { NO_ROUTE, NOT_FOUND } from './network/socket-errors.ts';
import type { BoardServer, Stack } from './network/stack.ts';
import { availableBytes, readBuffer, writtenBytes } from './network/tcp-pass.ts';
import { parseUrl } from './network/url.ts';
import { integerOf, notYet, typeNameOf } from './words.ts';

const PORT_MASK = 0xffff;
/** ECONNREFUSED. */
const REFUSED = 111;
/** EHOSTUNREACH as the chips' and Linux' error numbers have it. */
const UNREACHABLE: Readonly<Record<string, number>> = { ESP32: 118, ESP8266: 118, LINUX: 113 };

function closedError(stack: Stack): Error {
  return stack.realm.error('Error', 'This socket is closed');
}

/** Where `port` of `destination` answers on the laptop. */
function laptopPort(stack: Stack, destination: Destination, port: number): number {
  return (destination === 'self' ? stack.listeners.hostPort(port) : undefined) ?? port;
}

/** Opens an outgoing connection the way of chips with BSD sockets: the program waits, and a refusal throws. */
function connectBlocking(stack: Stack, socket: TcpSocket, destination: Destination, port: number): void {
  const { realm, host } = stack;
  socket.closesNow = true;
  if (destination === 'unknown') throw realm.error('InternalError', 'Unable to locate host');
  const refusal = (line: string): Error => {
    realm.print(`ERROR: ${line}`);
    return realm.error('InternalError', 'Unable to create socket');
  };
  if (!stack.slots.take()) throw refusal('Socket creation failed');
  // A port that the program has only just opened is bound when this turn is over: to wait for it here would be for ever.
  const own = destination === 'self' ? stack.listeners.dialOwn(port) : undefined;
  if (own) {
    socket.closesNow = false;
    stack.attach(socket, own, port, false);
    return;
  }
  const connection =
    destination === 'no-route' || stack.link.isCut
      ? (UNREACHABLE[host.board.chip.family] ?? 113)
      : host.environment.peerFault?.(port)?.kind === 'refused'
        ? REFUSED
        : stack.blocking.connect(laptopPort(stack, destination, port), { noDelay: false });
  if (typeof connection === 'number') {
    stack.slots.give();
    throw refusal(`Connect failed (err ${connection})`);
  }
  socket.closesNow = false;
  stack.attach(socket, connection, port, true);
}

/** Opens an outgoing connection the way of the ESP8266's SDK: it fails later, by event. */
function connectAsynchronously(
  stack: Stack,
  socket: TcpSocket,
  destination: Destination,
  port: number,
): void {
  if (!stack.slots.take()) {
    socket.closesNow = true;
    throw stack.realm.error('InternalError', 'Unable to create socket');
  }
  const failure =
    destination === 'unknown' ? NOT_FOUND : destination === 'no-route' || stack.link.isCut ? NO_ROUTE : null;
  if (failure !== null) {
    socket.object.sckt = stack.clients.indexOf(socket) + 1;
    const peer = { address: '0.0.0.0', port: 0 };
    socket.edge = { peer, receive: () => failure, send: () => 0, close() {}, reset() {} };
    stack.realm.wake();
    return;
  }
  // A refused connection is one to a port where nobody can listen.
  const isRefused = stack.host.environment.peerFault?.(port)?.kind === 'refused';
  const hostPort = isRefused ? 1 : laptopPort(stack, destination, port);
  const connection = connect({ host: '127.0.0.1', port: hostPort, allowHalfOpen: true, noDelay: true });
  stack.attach(socket, connection, port, false);
}

function connectTo(stack: Stack, options: BoardObject, callback: unknown): BoardObject {
  const { realm, host } = stack;
  const object = realm.object('Socket');
  const socket = stack.newTcp(object);
  if (callback !== undefined) realm.on(object, 'connect', callback);
  object.opt = options;
  stack.hasServed = true;
  const port = integerOf(options.port) & PORT_MASK;
  const name = options.host === undefined ? '127.0.0.1' : realm.text(options.host);
  const destination = destinationOf(name, stack.link.ip);
  realm.wake();
  if (host.board.chip.sockets.connectBlocks) connectBlocking(stack, socket, destination, port);
  else connectAsynchronously(stack, socket, destination, port);
  return object;
}

function listen(stack: Stack, server: BoardServer, port: number): void {
  const { realm } = stack;
  stack.hasServed = true;
  server.port = port;
  server.object.port = port;
  if (!stack.slots.take()) {
    if (stack.isEsp8266) throw realm.error('InternalError', 'Unable to create socket');
    realm.print('ERROR: Socket creation failed');
    return;
  }
  const listener = stack.listeners.listen(port);
  if (!listener) {
    stack.slots.give();
    if (!stack.isEsp8266) realm.print('ERROR: Socket bind failed');
    throw realm.error('InternalError', 'Unable to create socket');
  }
  server.listener = listener;
  server.object.sckt = stack.slots.used;
  stack.servers.push(server);
}

function closeServer(stack: Stack, server: BoardServer): void {
  if (!stack.hasServed) return;
  if (server.listener) {
    server.listener.close();
    server.listener = null;
    stack.slots.give();
    delete server.object.sckt;
  }
  const index = stack.servers.indexOf(server);
  if (index < 0) stack.realm.print('WARNING: Server not found!');
  else stack.servers.splice(index, 1);
  stack.realm.release?.(server.object);
}

function defineSocket(stack: Stack): void {
  const { realm } = stack;
  const socketOf = (object: BoardObject): TcpSocket | undefined =>
    stack.clients.find((socket): socket is TcpSocket => 'pending' in socket && socket.object === object);
  const write = (object: BoardObject, value: unknown): void => {
    const socket = socketOf(object);
    if (!socket || socket.isClosing || socket.closesNow) throw closedError(stack);
    socket.outbox.push(writtenBytes(realm, value));
    realm.wake();
  };
  realm.defineClass('Socket', {
    write(value) {
      write(this, value);
      return false;
    },
    end(value) {
      if (value !== undefined) write(this, value);
      const socket = socketOf(this);
      if (!socket) return;
      if (socket.outbox.length === 0) {
        socket.closesNow = true;
        this.clsNow = true;
      }
      socket.isClosing = true;
      this.cls = true;
      realm.wake();
    },
    available() {
      return availableBytes(this, stack.buffers);
    },
    read(count) {
      return readBuffer(this, integerOf(count), stack.buffers);
    },
    pipe: notYet(realm, 'Socket.pipe'),
  });
}

/** Defines the module and its classes. */
export function installNet(stack: Stack): void {
  const { realm } = stack;
  const servers = new WeakMap<object, BoardServer>();
  defineSocket(stack);
  realm.defineClass('Server', {
    listen(port) {
      const server = servers.get(this);
      if (server) listen(stack, server, integerOf(port) & PORT_MASK);
      return this;
    },
    close() {
      const server = servers.get(this);
      if (server) closeServer(stack, server);
    },
  });
  const createServer = (callback: unknown): BoardObject | undefined => {
    if (!realm.isFunction(callback)) {
      realm.print(`ERROR: Expecting Callback Function but got ${typeNameOf(realm, callback)}`);
      return undefined;
    }
    const object = realm.object('Server');
    object.type = 0;
    realm.on(object, 'connect', callback);
    servers.set(object, { object, port: 0, listener: null });
    return object;
  };
  const connectMember = (given: unknown, callback: unknown): BoardObject | undefined => {
    const options = typeof given === 'string' ? parseUrl(realm, given) : given;
    if (!realm.isObject(options)) {
      realm.print(`ERROR: Expecting Options to be an Object but it was ${typeNameOf(realm, options)}`);
      return undefined;
    }
    if (callback !== undefined && !realm.isFunction(callback)) {
      realm.print(`ERROR: Expecting Callback Function but got ${typeNameOf(realm, callback)}`);
      return undefined;
    }
    return connectTo(stack, options, callback);
  };
  realm.defineModule('net', () =>
    addMembers(realm, realm.object(), { createServer, connect: connectMember }),
  );
}
