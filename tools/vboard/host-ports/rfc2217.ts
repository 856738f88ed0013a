/** A board's USB socket on TCP with its rate and control lines: RFC 2217 on Telnet (RFC 854), one client at a time. */
import { createServer, type Socket } from 'node:net';
import type { UsbSocket } from '../usb.ts';
import { portError } from './port-error.ts';
import { slowLinesSocket } from './slow-lines.ts';

/** What may wait for a client that does not read; then it is cut off. */
const MAX_WAITING_BYTES = 1 << 20;
/** The longest command is a client's signature; what is longer is cut. */
const MAX_COMMAND_BYTES = 256;

const IAC = 255;
const [DONT, DO, WONT, WILL, SB, SE] = [254, 253, 252, 251, 250, 240];
const [BINARY, SUPPRESS_GO_AHEAD, COM_PORT] = [0, 3, 44];
const OPTIONS = [BINARY, SUPPRESS_GO_AHEAD, COM_PORT];

/** RFC 2217 section 3, client to server; the server answers with 100 added. */
const COMMAND = {
  signature: 0,
  setBaudrate: 1,
  setDatasize: 2,
  setParity: 3,
  setStopsize: 4,
  setControl: 5,
  notifyModemstate: 7,
  suspend: 8,
  resume: 9,
  setLinestateMask: 10,
  setModemstateMask: 11,
  purgeData: 12,
};
const SERVER_ANSWER = 100;
/** What a board's line is, whatever the client asks for: 8 data bits, no parity, 1 stop bit. */
const FRAME: Readonly<Record<number, number>> = {
  [COMMAND.setDatasize]: 8,
  [COMMAND.setParity]: 1,
  [COMMAND.setStopsize]: 1,
};

export interface Rfc2217Port {
  readonly port: number;
  /** Ends the client and the listener; calling it twice is harmless. */
  close(): Promise<void>;
}

/** Listens on `host` (default 127.0.0.1), `port` (0: the system picks). Throws HOST_PORT. */
export async function openRfc2217Port(
  board: UsbSocket,
  { port, host = '127.0.0.1' }: { port: number; host?: string },
): Promise<Rfc2217Port> {
  const usb = slowLinesSocket(board);
  const sockets = new Set<Socket>();
  let client: Client | null = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    if (client) {
      socket.end('busy: another program is connected to this board.\r\n');
      socket.resume();
      return;
    }
    const serving = serve(usb, socket);
    client = serving;
    socket.on('close', () => {
      client = null;
      usb.setLines({ dtr: false, rts: false });
    });
  });
  const unsubscribe = usb.onSend((bytes) => client?.send(bytes));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      unsubscribe();
      reject(portError(host, port, cause));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  let closing: Promise<void> | undefined;
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close() {
      closing ??= new Promise((resolve) => {
        unsubscribe();
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      });
      return closing;
    },
  };
}

interface Client {
  /** Bytes of the board. */
  send(bytes: Uint8Array): void;
}

function serve(usb: UsbSocket, socket: Socket): Client {
  /** The client's side of an option (WILL, WONT) and ours (DO, DONT); `asked`: our request is on its way. */
  const theirs = new Map<number, 'asked' | 'on'>();
  const ours = new Map<number, 'asked' | 'on'>();
  const lines = { dtr: false, rts: false };
  let baud = 115200;
  /** Bytes of the board while the client has suspended them. */
  let suspended: Uint8Array[] | null = null;
  let suspendedBytes = 0;

  function write(bytes: Uint8Array | readonly number[]): void {
    socket.write(Uint8Array.from(bytes));
    limit();
  }

  function limit(): void {
    if (socket.writableLength + suspendedBytes > MAX_WAITING_BYTES) socket.destroy();
  }

  function answer(command: number, value: readonly number[]): void {
    write([IAC, SB, COM_PORT, command + SERVER_ANSWER, ...escapeData(value), IAC, SE]);
  }

  /** Nothing is wired to CTS, DSR, RI and CD of the board's chip: they never change. */
  function notifyModemState(): void {
    answer(COMMAND.notifyModemstate, [0]);
  }

  /** Answers only what changes something, so that two ends never go round in circles (RFC 854). */
  function negotiate(verb: number, option: number): void {
    const isRequest = verb === DO || verb === WILL;
    const side = verb === DO || verb === DONT ? ours : theirs;
    const [yes, no] = side === ours ? [WILL, WONT] : [DO, DONT];
    const before = side.get(option);
    if (!isRequest) {
      side.delete(option);
      if (before === 'on') write([IAC, no, option]);
    } else if (!OPTIONS.includes(option)) write([IAC, no, option]);
    else {
      side.set(option, 'on');
      if (before) return;
      write([IAC, yes, option]);
      // Some clients never ask for it and fail without it.
      if (verb === WILL && option === COM_PORT) notifyModemState();
    }
  }

  function command([option, code = -1, ...value]: readonly number[]): void {
    if (option !== COM_PORT) return;
    const [first = 0] = value;
    const frame = FRAME[code];
    if (frame !== undefined) answer(code, [frame]);
    else if (code === COMMAND.signature) {
      if (value.length === 0) answer(code, [...Buffer.from('tinwire virtual board')]);
    } else if (code === COMMAND.setBaudrate) {
      const asked = value.length === 4 ? Buffer.from(value).readUInt32BE() : 0;
      if (asked > 0) {
        baud = asked;
        usb.setBaud(baud);
      }
      const now = Buffer.alloc(4);
      now.writeUInt32BE(baud);
      answer(code, [...now]);
    } else if (code === COMMAND.setControl) answer(code, [control(first)]);
    else if (code === COMMAND.suspend) suspended ??= [];
    else if (code === COMMAND.resume) resume();
    else if (code === COMMAND.setLinestateMask) answer(code, [first]);
    else if (code === COMMAND.setModemstateMask) {
      answer(code, [first]);
      notifyModemState();
    } else if (code === COMMAND.notifyModemstate) notifyModemState();
    else if (code === COMMAND.purgeData) {
      if (suspended && first !== 2) {
        suspended = [];
        suspendedBytes = 0;
      }
      answer(code, [first]);
    }
  }

  /** SET-CONTROL; returns what holds now. Flow control and break do not exist on this line. */
  function control(value: number): number {
    if (value >= 13) return 14;
    if (value <= 3) return 1;
    if (value <= 6) return 6;
    const name = value <= 9 ? 'dtr' : 'rts';
    if (value !== 7 && value !== 10) {
      lines[name] = value === 8 || value === 11;
      usb.setLines({ [name]: lines[name] });
    }
    if (name === 'dtr') return lines.dtr ? 8 : 9;
    return lines.rts ? 11 : 12;
  }

  function resume(): void {
    const waiting = suspended ?? [];
    suspended = null;
    suspendedBytes = 0;
    for (const bytes of waiting) write(escapeData(bytes));
  }

  const read = createTelnetReader({
    onData: (bytes) => usb.receive(bytes),
    onOption: negotiate,
    onCommand: command,
  });
  socket.setNoDelay(true);
  socket.on('data', read);
  for (const option of [BINARY, SUPPRESS_GO_AHEAD]) {
    ours.set(option, 'asked');
    theirs.set(option, 'asked');
    write([IAC, WILL, option, IAC, DO, option]);
  }
  return {
    send(bytes) {
      if (!suspended) return write(escapeData(bytes));
      suspended.push(bytes.slice());
      suspendedBytes += bytes.length;
      limit();
    },
  };
}

/** 255 twice. */
function escapeData(bytes: Iterable<number>): number[] {
  const escaped: number[] = [];
  for (const byte of bytes) {
    escaped.push(byte);
    if (byte === IAC) escaped.push(IAC);
  }
  return escaped;
}

/** Parses Telnet, split anywhere; reports everything in the order of the bytes. */
function createTelnetReader(readFrom: {
  onData(bytes: Uint8Array): void;
  onOption(verb: number, option: number): void;
  onCommand(bytes: readonly number[]): void;
}): (bytes: Uint8Array) => void {
  let state: 'data' | 'iac' | 'option' | 'command' | 'command-iac' = 'data';
  let verb = 0;
  let command: number[] = [];

  return (bytes) => {
    let data: number[] = [];
    const flush = (): void => {
      if (data.length > 0) readFrom.onData(Uint8Array.from(data));
      data = [];
    };
    for (const byte of bytes) {
      if (state === 'data') {
        if (byte === IAC) state = 'iac';
        else data.push(byte);
      } else if (state === 'iac') {
        state = byte === SB ? 'command' : byte >= WILL && byte !== IAC ? 'option' : 'data';
        if (byte === IAC) data.push(IAC);
        verb = byte;
        command = [];
      } else if (state === 'option') {
        state = 'data';
        flush();
        readFrom.onOption(verb, byte);
      } else if (state === 'command' && byte === IAC) state = 'command-iac';
      else if (state === 'command-iac' && byte === SE) {
        state = 'data';
        flush();
        readFrom.onCommand(command);
      } else {
        state = 'command';
        if (command.length < MAX_COMMAND_BYTES) command.push(byte);
      }
    }
    flush();
  };
}
