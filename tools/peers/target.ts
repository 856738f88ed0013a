import { ToolError } from '../errors.ts';

/** Where a board answers. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, `[::1]:port` or `tcp://host:port` as a target; throws `TARGET_BAD`. */
export function parseTarget(text: string): Target {
  const bare = text.replace(/^(tcp|udp):\/\//, '');
  const match = /^(?:\[([0-9a-fA-F:.%]+)\]|([^:[\]/\s]+)):(\d{1,5})$/.exec(bare);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined) {
    throw new ToolError('TARGET_BAD', `${text}: not an address of the form host:port.`, {
      help: 'Example: 192.168.1.50:5001 or [::1]:5001.',
    });
  }
  const port = Number(match?.[3]);
  if (port < 1 || port > 65535) {
    throw new ToolError('TARGET_BAD', `${text}: ${port} is not a port number.`, {
      help: 'Use a port from 1 to 65535.',
    });
  }
  return { host, port };
}

/** The target as people write it, with brackets around an IPv6 address. */
export function targetText(target: Target): string {
  return target.host.includes(':') ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`;
}
