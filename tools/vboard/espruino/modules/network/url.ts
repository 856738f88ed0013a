/** Addresses written as text (`tcp://host:port/path`), taken apart as the interpreter does. */
import type { BoardObject, Realm } from '../../realm.ts';

const PATTERN = /^(?:([^/]*?):\/\/([^/:]*)(?::(\d*)[^/]*)?|([^/]*))(\/.*)?$/s;
const MAX_PORT = 0xffff;

/** `{protocol, method, host, path, pathname, search, port, query}`; `port` is null when there is none. */
export function parseUrl(realm: Realm, text: string): BoardObject {
  const [, protocol, host = '', portText = '', bareHost = '', path = '/'] = PATTERN.exec(text) ?? [];
  const queryAt = path.indexOf('?');
  const port = Number(portText);
  const url = realm.object();
  if (protocol !== undefined) url.protocol = `${protocol}:`;
  url.method = 'GET';
  // A port counts only behind a protocol.
  url.host = protocol === undefined ? bareHost : host;
  url.path = path;
  url.pathname = queryAt < 0 ? path : path.slice(0, queryAt);
  url.search = queryAt < 0 ? null : path.slice(queryAt);
  url.port = port > 0 && port <= MAX_PORT ? port : null;
  url.query = queryAt < 0 ? null : path.slice(queryAt + 1);
  return url;
}
