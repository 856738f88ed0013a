/** What the tutorials' programs say and answer, so that either side of each can be played on a computer. */

/** Tutorials by their number. */
export type Tutorial = '000' | '002' | '003' | '004';

/** How a server behaves and what it prints about a client; every text is a whole line without its end. */
export interface ServerPart {
  readonly port: number;
  /** Sent to each client that comes, before anything is received. */
  readonly greeting?: string;
  /** `echo`: what came; a text: always that; nothing: no answer. */
  readonly reply?: 'echo' | { readonly text: string };
  /** A line that makes the server close the client. */
  readonly farewell?: string;
  readonly listening: readonly string[];
  accepted(host: string, port: number): readonly string[];
  received(text: string, host: string, port: number): readonly string[];
  closed(host: string, port: number): readonly string[];
}

/** How a client behaves. */
export interface ClientPart {
  readonly greeting?: string;
  readonly reply?: 'echo';
  /** Ends after the first answer. */
  readonly isOneShot?: boolean;
  received(text: string): string;
  readonly closed: string;
}

const nothing = (): readonly string[] => [];

const python = (host: string, port: number): string => `('${host}', ${port})`;

const TUTORIAL_003: ServerPart = {
  port: 9000,
  reply: { text: 'response...' },
  listening: ['服务端开始运行...', ''],
  accepted: nothing,
  received: (text, host, port) => [`客户端地址: ${python(host, port)}`, `来自客户端的信息: ${text}`],
  closed: nothing,
};

/** The TCP servers: 000 and 003 on the laptop, 002 and 004 on the board. */
export const TCP_SERVERS: Readonly<Record<Tutorial, ServerPart>> = {
  '000': {
    port: 8080,
    greeting: 'Welcome!',
    farewell: 'exit',
    listening: ['Waiting for connection...'],
    accepted: (host, port) => [`Accept new connection from ${host}:${port}...`],
    received: (text) => [`RECV: ${text}`],
    closed: (host, port) => [`Connection from ${host}:${port} closed.`],
  },
  '002': {
    port: 5001,
    reply: 'echo',
    listening: ['tcp waiting...', 'accepting.....'],
    accepted: (host, port) => [`${python(host, port)} connected`, 'accepting.....'],
    received: (text) => [text],
    closed: () => ['close socket'],
  },
  '003': TUTORIAL_003,
  '004': {
    port: 8888,
    listening: [],
    accepted: () => ['Client Connected'],
    received: (text) => [text],
    closed: () => ['Client disconnected'],
  },
};

/** A server without a tutorial: it shows who says what, and answers nothing. */
export const PLAIN_SERVER: ServerPart = {
  port: 5001,
  listening: [],
  accepted: (host, port) => [`${host}:${port} connected`],
  received: (text, host, port) => [`${host}:${port}: ${text}`],
  closed: (host, port) => [`${host}:${port} closed`],
};

/** The UDP server of tutorial 003, which answers nothing. */
export const UDP_SERVER: ServerPart = {
  port: 9000,
  listening: TUTORIAL_003.listening,
  accepted: nothing,
  received: TUTORIAL_003.received,
  closed: nothing,
};

/** The TCP clients; tutorials 000 and 004 use a terminal for it, which is the plain one. */
export const TCP_CLIENTS: Readonly<Record<'002' | '003', ClientPart>> = {
  '002': {
    greeting: 'hello mPython,I am TCP Client',
    reply: 'echo',
    received: (text) => text,
    closed: 'close socket',
  },
  '003': { greeting: 'hello,esp32!', isOneShot: true, received: (text) => `response : ${text}`, closed: '' },
};

/** A client that shows what comes. */
export const PLAIN_CLIENT: ClientPart = {
  received: (text) => text,
  closed: 'connection closed by the other side',
};
