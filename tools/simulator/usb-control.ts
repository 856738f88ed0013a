/** Hands on a virtual board: its buttons, its power and its cable, by lines on TCP or by keys. */
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ToolError } from '../errors.ts';
import { portError } from '../vboard/host-ports/port-error.ts';

/** What a hand can do. */
export interface Controls {
  /** Reset with the BOOT button held: the chip waits in its loader. */
  boot(): Promise<void>;
  reset(): Promise<void>;
  /** The BOOT button, pressed and let go while the program runs. */
  press(): Promise<void>;
  power(on: boolean): Promise<void>;
  plug(): Promise<void>;
  unplug(): Promise<void>;
  /** The access points of all networks. */
  wifi(on: boolean): Promise<void>;
  quit(): void;
  readonly isPowered: boolean;
}

/** Where the lines are read; `close` ends its clients. */
export interface ControlPort {
  readonly port: number;
  close(): Promise<void>;
}

/** Does what a line says; false: it says nothing known. */
export async function runCommand(controls: Controls, line: string): Promise<boolean> {
  const acts: Readonly<Record<string, () => void | Promise<void>>> = {
    boot: () => controls.boot(),
    reset: () => controls.reset(),
    press: () => controls.press(),
    'power on': () => controls.power(true),
    'power off': () => controls.power(false),
    plug: () => controls.plug(),
    unplug: () => controls.unplug(),
    'wifi on': () => controls.wifi(true),
    'wifi off': () => controls.wifi(false),
    quit: () => controls.quit(),
  };
  const name = line.trim();
  if (!Object.hasOwn(acts, name)) return false;
  await acts[name]?.();
  return true;
}

/** The line of a key: `b`, `r`, `f`, `p` or `q`; Ctrl-C is `quit`. */
export function lineOfKey(key: string, controls: Controls): string | undefined {
  if (key === 'b') return 'boot';
  if (key === 'r') return 'reset';
  if (key === 'f') return 'press';
  if (key === 'p') return controls.isPowered ? 'power off' : 'power on';
  return key === 'q' || key === '\x03' ? 'quit' : undefined;
}

/** Reads `tcp:PORT`. Throws CONTROL_PORT_BAD. */
export function parseControlPort(text: string): number {
  const port = Number(/^tcp:(\d{1,5})$/.exec(text)?.[1] ?? Number.NaN);
  if (port <= 65_535) return port;
  throw new ToolError('CONTROL_PORT_BAD', `--control ${text}: not a control port.`, {
    help: 'Use tcp:PORT; port 0 means any free port.',
  });
}

/** Listens on 127.0.0.1:`port`; each line is answered `ok` or `error`, in order. Throws HOST_PORT. */
export async function openControlPort(controls: Controls, port: number): Promise<ControlPort> {
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clients.delete(socket));
    let last: Promise<unknown> = Promise.resolve();
    createInterface({ input: socket }).on('line', (line) => {
      last = last
        .then(() => runCommand(controls, line))
        .then(
          (isKnown) => socket.write(isKnown ? 'ok\n' : 'error\n'),
          () => socket.write('error\n'),
        );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(portError('127.0.0.1', port, cause));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // What was answered last still goes out.
        for (const client of clients) client.destroySoon();
      }),
  };
}
