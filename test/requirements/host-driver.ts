/** Drives the laptop's programs. */
import { connectTcp } from '../../tools/peers/tcp-client.ts';
import { type ServerEvent, serveTcp } from '../../tools/peers/tcp-server.ts';
import { type ServerPart, TCP_CLIENTS, TCP_SERVERS, UDP_SERVER } from '../../tools/peers/texts.ts';
import { serveUdp } from '../../tools/peers/udp.ts';
import { lineBook, type ProgramDriver } from './driver.ts';
import type { Trace } from './trace.ts';

const HOST = '127.0.0.1';
const CONNECT_MS = 5000;

/** Starts the program of a trace; `peerPort` is where a client connects to. */
export async function startLaptop({ program, tutorial }: Trace, peerPort: number): Promise<ProgramDriver> {
  const book = lineBook();
  const common = {
    ...book,
    ip: HOST,
    nameOf: ({ port }: { port: number }) => (tutorial === '000' ? `${HOST}:${port}` : `('${HOST}', ${port})`),
    type() {
      throw new Error('the laptop has no serial line');
    },
  };
  if (program === 'tcp-client') {
    const part = TCP_CLIENTS[tutorial === '003' ? '003' : '002'];
    const client = await connectTcp({
      target: { host: HOST, port: peerPort },
      timeoutMs: CONNECT_MS,
      part,
      isHex: false,
      onEvent(event) {
        if (event.event === 'received') book.add([part.received(event.text)]);
        if (event.event === 'closed') book.add([part.closed]);
      },
    });
    return {
      ...common,
      port: 0,
      close() {
        client.close();
        return client.closed;
      },
    };
  }
  const part = program === 'udp-server' ? UDP_SERVER : TCP_SERVERS[tutorial];
  const serve = program === 'udp-server' ? serveUdp : serveTcp;
  const options = { host: HOST, port: 0, part, isHex: false };
  const server = await serve({ ...options, onEvent: (event) => book.add(linesOf(event, part)) });
  return { ...common, port: server.port, close: () => server.close() };
}

function linesOf(event: ServerEvent, part: ServerPart): readonly string[] {
  switch (event.event) {
    case 'listening':
      return part.listening;
    case 'accepted':
      return part.accepted(event.host, event.port);
    case 'received':
      return part.received(event.text, event.host, event.port);
    case 'closed':
      return part.closed(event.host, event.port);
    case 'failed':
      return [];
  }
}
