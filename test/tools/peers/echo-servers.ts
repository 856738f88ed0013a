/** Echo servers of every temper, on 127.0.0.1 and a port of the system's choice. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import type { Target } from '../../../tools/peers/target.ts';

/** A TCP server that `serve` handles each connection of; it ends with the test. */
export async function tcpServer(
  test: TestContext,
  serve: (socket: Socket, number: number) => void,
): Promise<Target> {
  const sockets = new Set<Socket>();
  let number = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    number += 1;
    serve(socket, number);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** Returns every byte as it came. */
export function goodEcho(socket: Socket): void {
  socket.setNoDelay(true);
  socket.pipe(socket);
}

/** A UDP server that `answer` handles each datagram of; `number` counts from 1. */
export async function udpServer(
  test: TestContext,
  answer: (datagram: Buffer, reply: (bytes: Buffer) => void, number: number) => void,
): Promise<Target> {
  const socket: UdpSocket = createSocket('udp4');
  let number = 0;
  socket.on('message', (datagram, peer) => {
    number += 1;
    answer(datagram, (bytes) => socket.send(bytes, peer.port, peer.address), number);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  test.after(() => socket.close());
  return { host: '127.0.0.1', port: socket.address().port };
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function deadTarget(): Promise<Target> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return { host: '127.0.0.1', port };
}
