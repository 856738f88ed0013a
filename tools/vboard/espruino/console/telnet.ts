/** The console on Telnet: whoever connects to port 23 takes it from the cable, and gives it back on closing. */
import { createServer, type Server, type Socket } from 'node:net';
import type { Machine } from '../machine.ts';
import type { BoardConsole } from './console.ts';

const PORT = 23;
const LOCAL = '127.0.0.1';

export interface Telnet {
  /** Boot code has run: listens where this board's build does, unless the program has switched it off. */
  start(): void;
  /** As the build has it, before boot code runs again; a client stays. */
  reset(): void;
  close(): void;
}

interface Client {
  readonly name: 'Telnet';
  readonly socket: Socket;
  send(bytes: string): void;
}

/** `require("TelnetServer").setOptions` switches it. */
export function createTelnet(machine: Machine, terminal: BoardConsole): Telnet {
  const { host } = machine;
  let isOn = host.board.chip.hasTelnet;
  let isStarted = false;
  let server: Server | undefined;
  let client: Client | undefined;

  const leave = (gone: Client): void => {
    if (client !== gone) return;
    client = undefined;
    if (terminal.device === gone) terminal.moveTo(terminal.cable);
  };
  const accept = (socket: Socket): void => {
    const next: Client = {
      name: 'Telnet',
      socket,
      send: (bytes) => void (socket.writable && socket.write(bytes, 'latin1')),
    };
    const before = client;
    client = next;
    terminal.moveTo(next);
    before?.socket.destroy();
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (bytes) => terminal.receive(next, String(bytes)));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => leave(next));
  };
  const listen = (): void => {
    if (server) return;
    const opened = createServer(accept);
    server = opened;
    // A port that cannot be had leaves the cable as the only console; the board's own output stays byte for byte.
    opened.on('error', () => {
      if (server === opened) server = undefined;
    });
    opened.listen({ port: host.ports === 'same' ? PORT : 0, host: LOCAL }, () => {
      const address = opened.address();
      if (server !== opened || address === null || typeof address === 'string') return;
      host.onListen(PORT, address.port, 'tcp');
    });
    opened.unref();
  };
  const shut = (): void => {
    const closing = server;
    server = undefined;
    client?.socket.destroy();
    if (!closing) return;
    const wasListening = closing.listening;
    closing.close();
    if (wasListening) host.onListenClosed(PORT, 'tcp');
  };

  const obey = (): void => {
    if (isOn) listen();
    else shut();
  };

  machine.telnet = (isWanted) => {
    isOn = isWanted;
    if (isStarted) obey();
  };
  return {
    start() {
      isStarted = true;
      obey();
    },
    reset() {
      isStarted = false;
      isOn = host.board.chip.hasTelnet;
    },
    close() {
      isStarted = false;
      shut();
    },
  };
}
