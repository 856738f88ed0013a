/** The ports that a process listens on, as the kernel lists them (Linux, `proc(5)`), without a connection. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ListeningPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

const TCP_LISTEN = '0A';
const UDP_BOUND = '07';

/** None when the process has gone. */
export function listeningPorts(pid: number): ListeningPort[] {
  const sockets = socketsOf(pid);
  if (sockets.size === 0) return [];
  return [...boundIn('tcp', TCP_LISTEN, sockets), ...boundIn('udp', UDP_BOUND, sockets)];
}

function socketsOf(pid: number): Set<string> {
  const inodes = new Set<string>();
  const folder = `/proc/${pid}/fd`;
  try {
    for (const name of readdirSync(folder)) {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${name}`))?.[1];
      if (inode) inodes.add(inode);
    }
  } catch {
    // It has ended meanwhile.
  }
  return inodes;
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function boundIn(protocol: 'tcp' | 'udp', state: string, sockets: ReadonlySet<string>): ListeningPort[] {
  const found: ListeningPort[] = [];
  for (const line of readFileSync(`/proc/net/${protocol}`, 'utf8').split('\n').slice(1)) {
    const [, local = '', , isIn, , , , , , inode = ''] = line.trim().split(/\s+/);
    const port = Number.parseInt(local.split(':')[1] ?? '', 16);
    if (isIn === state && sockets.has(inode) && port > 0) found.push({ port, protocol });
  }
  return found;
}
