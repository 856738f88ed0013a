/** Commands about all links: AT+CIPMUX, AT+CIPMODE, AT+CIPDINFO, AT+CIPSTO, AT+CIPCLOSE, AT+CIPSTATUS. */
import { dropLink, event, linkCount, linkOf, links, MAX_LINKS, takeHeld, writeHeld } from './links.ts';
import { answer, type Outcome, refuse } from './output.ts';
import { integer } from './parser.ts';
import { receivedHead, speaksV2 } from './replies.ts';
import { serverPort } from './server.ts';
import { at, ports } from './state.ts';

const ALL = 5;
const MAX_IDLE_S = 7200;

/** AT+CIPMUX=... */
export function setMux(args: string[]): Outcome {
  const value = integer(args[0], 0, 1);
  if (value < 0) return false;
  if (value === (at.isMux ? 1 : 0)) return true;
  if (linkCount() > 0) return refuse('link is builded');
  if (value === 0 && serverPort) return refuse('CIPSERVER must be 0');
  if (value === 1 && at.isRaw) return refuse('IPMODE must be 0');
  at.isMux = value === 1;
  return true;
}

/** AT+CIPMODE=... */
export function setRaw(args: string[]): Outcome {
  const value = integer(args[0], 0, 1);
  if (value < 0) return false;
  if (value === 1 && (at.isMux || serverPort)) return refuse('CIPMUX and CIPSERVER must be 0');
  at.isRaw = value === 1;
  return true;
}

/** AT+CIPDINFO=... */
export function setInfo(args: string[]): Outcome {
  const value = integer(args[0], 0, 1);
  if (value < 0) return false;
  at.hasInfo = value === 1;
  return true;
}

/** AT+CIPSTO=... */
export function setIdle(args: string[]): Outcome {
  const value = integer(args[0], 0, MAX_IDLE_S);
  if (value < 0) return false;
  at.idleS = value;
  return true;
}

/** AT+CIPSERVERMAXCONN=...: before the server is started. */
export function setMaxClients(args: string[]): Outcome {
  const value = integer(args[0], 1, MAX_LINKS);
  if (value < 0 || serverPort) return false;
  at.maxClients = value;
  return true;
}

/** AT+CIPRECVMODE=... */
export function setPassive(args: string[]): Outcome {
  const value = integer(args[0], 0, 1);
  if (value < 0) return false;
  at.isPassive = value === 1;
  // What waits in the links is said now.
  if (!value) writeHeld();
  return true;
}

/** AT+CIPRECVDATA=...: up to so many of the bytes that wait. */
export function logReceived(args: string[]): Outcome {
  const first = at.isMux ? 1 : 0;
  const link = linkOf(at.isMux ? integer(args[0], 0, 4) : 0);
  const size = integer(args[first], 1, 9999999);
  if (!at.isPassive || !link || size < 0) return false;
  const bytes = takeHeld(link, size);
  const from = at.hasInfo ? link.peer || '0.0.0.0' : '';
  ports.write(receivedHead(bytes.length, from, link.peerPort || 0));
  ports.write(bytes);
  return true;
}

/** AT+CIPRECVLEN?: bytes that wait, of each link. */
export function reportLengths(): Outcome {
  // WiFiEspAT takes what is not -1 for a client of the server.
  const none = speaksV2() ? -1 : 0;
  const lengths = links.map((link) => (link ? link.held.length : none));
  return at.isPassive && answer(`+CIPRECVLEN:${lengths.join(',')}`);
}

/** AT+CIPCLOSE: with one connection it has no argument, with several it has the link's number, or 5 for all. */
export function closeLinks(args: string[]): Outcome {
  const hasArgument = args.length > 0;
  if (at.isMux !== hasArgument) return refuse(at.isMux ? 'MUX=1' : 'MUX=0');
  const id = at.isMux ? integer(args[0], 0, ALL) : 0;
  if (id < 0) return false;
  if (id < MAX_LINKS && !linkOf(id)) return refuse('UNLINK');
  for (const link of links) {
    if (link && (id === ALL || link.id === id)) {
      dropLink(link);
      ports.write(event(link.id, 'CLOSED'));
    }
  }
  return true;
}

/** AT+CIPSTATUS, or AT+CIPSTATE? (2.x): one row a link. */
export function reportStatus(isState: boolean): Outcome {
  const head = isState ? '+CIPSTATE:' : '+CIPSTATUS:';
  const joined = at.isJoined || ports.wifi.getAPIP().ip !== '0.0.0.0' ? 2 : 5;
  if (!isState) answer(`STATUS:${linkCount() > 0 ? 3 : at.hadLink ? 4 : joined}`);
  for (const link of links) {
    if (link) {
      const kind = link.isUdp ? 'UDP' : 'TCP';
      const peer = `"${kind}","${link.peer || '0.0.0.0'}",${link.peerPort || 0},${link.ownPort || 0}`;
      answer(`${head}${link.id},${peer},${link.isServed ? 1 : 0}`);
    }
  }
  return true;
}
