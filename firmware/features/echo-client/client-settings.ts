/** What the TCP client is told by `tinwire.json`, beside the server's address: section `client`. */
import type { StorePort } from '../../ports.ts';
import { fault, readRoot, section, whole } from '../settings/settings.ts';

const MAX_GREETING_BYTES = 64;
const MAX_HEARTBEAT_BYTES = 32;

/** What a user can set of the client; `docs/settings.md` describes each. */
export interface ClientSettings {
  greeting: string;
  /** 0: never. */
  heartbeatMs: number;
  heartbeat: string;
  queueBytes: number;
}

/** Reads the section; `greeting` is the default. `report` gets one line for each fault. */
export function readClientSettings(
  store: StorePort,
  report: (line: string) => void,
  greeting: string,
): ClientSettings {
  const client = section(readRoot(store, report), 'client', 'client');
  return {
    greeting: text(client.greeting, 'client.greeting', greeting, MAX_GREETING_BYTES),
    heartbeatMs: whole(client.heartbeatMs, 'client.heartbeatMs', 0, 0, 86400000),
    heartbeat: text(client.heartbeat, 'client.heartbeat', '\r\n', MAX_HEARTBEAT_BYTES),
    queueBytes: whole(client.queueBytes, 'client.queueBytes', 256, 0, 2048),
  };
}

function text(value: unknown, path: string, standard: string, max: number): string {
  if (value === undefined) return standard;
  if (typeof value === 'string' && value.length <= max) return value;
  fault(path, value, `a string of at most ${max} bytes`);
  return standard;
}
