/** AT+CIPSERVER: links that others open, and AT+CIPSTO, which closes those that are silent. */
import type { ServerPort, SocketPort } from '../ports.ts';
import { addTcp, endLink, event, freeId, linkCount, links } from './links.ts';
import { answer, notify, type Outcome } from './output.ts';
import { integer } from './parser.ts';
import { at, ignore, options, ports } from './state.ts';

const DEFAULT_PORT = 333;
const IDLE_CHECK_MS = 1000;

/** Where the board's server listens; 0: nowhere. */
export let serverPort = 0;

let listener: ServerPort | null = null;
let idleTimer = 0;

/** AT+CIPSERVER. */
export function setServer(args: string[]): Outcome {
  const isOn = integer(args[0], 0, 1);
  if (isOn === 0) {
    if (serverPort) closeServer();
    else answer('no change');
    return true;
  }
  if (isOn < 0 || !at.isMux) return false;
  const port = args.length > 1 ? integer(args[1], 1, 65535) : DEFAULT_PORT;
  if (port < 0) return false;
  // Two servers on one port would share its clients, and whoever types is one of them.
  if (port === options.ownPort) return false;
  if (serverPort) return serverPort === port && answer('no change');
  try {
    listener = ports.net.createServer(onClient);
    listener.listen(port);
  } catch (_taken) {
    listener = null;
    return false;
  }
  serverPort = port;
  return true;
}

/** Stops to listen, and to look for silent clients. */
export function stopServer(): void {
  closeServer();
  if (idleTimer) ports.timers.cancel(idleTimer);
  idleTimer = 0;
}

function closeServer(): void {
  if (listener) listener.close();
  listener = null;
  serverPort = 0;
}

function onClient(socket: SocketPort): void {
  // It came and went before this callback ran, and no event will tell of it.
  if (socket.cls) return;
  const id = freeId();
  let served = 0;
  for (const link of links) if (link?.isServed) served++;
  if (id < 0 || !serverPort || served >= at.maxClients || !ports.hasRoom()) {
    // Without a data listener the interpreter would keep all that arrives in variables.
    socket.on('data', ignore);
    socket.end();
    return;
  }
  const link = addTcp(socket, id);
  link.isServed = link.isUp = true;
  link.ownPort = serverPort;
  link.idleS = 0;
  notify(event(id, 'CONNECT'));
  if (!idleTimer) checkIdle();
}

/** Closes clients that were idle for AT+CIPSTO; runs while clients are connected. */
function checkIdle(): void {
  idleTimer = linkCount() > 0 ? ports.timers.after(checkIdle, IDLE_CHECK_MS) : 0;
  for (const link of links) {
    // A send that runs over it must hear of it.
    if (!link?.isServed || !at.idleS) continue;
    if ((link.idleS || 0) >= at.idleS) endLink(link);
    else link.idleS = (link.idleS || 0) + 1;
  }
}
