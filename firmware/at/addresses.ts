/** Addresses that are set by hand: AT+CIPSTA, AT+CIPAP, AT+CWDHCP, AT+CIPDNS. On an ESP32 the interpreter cannot set them. */
import { answer, finish, type Outcome } from './output.ts';
import { integer } from './parser.ts';
import { OK, speaksV2 } from './replies.ts';
import { at, ignore, options, persist, persisted, ports } from './state.ts';

const ACCESS_POINT = 2;

/** Gives station, access point and name servers what is kept; to do so again changes nothing. */
export function applyAddresses(): void {
  const { ip, apIp, dns, ssid, password, mode } = persisted;
  if (ip && at.isJoined) ports.wifi.setIP({ ip: ip[0] || '', gw: ip[1] || '', netmask: ip[2] || '' }, ignore);
  if (apIp && mode & ACCESS_POINT) {
    ports.wifi.setAPIP({ ip: apIp[0] || '', gw: apIp[1] || '', netmask: apIp[2] || '' }, ignore);
  }
  // Connecting to the network that is joined sets the name servers and does nothing else.
  if (dns && dns.length > 0 && at.isJoined) ports.wifi.connect(ssid, { password, dnsServers: dns });
}

/** AT+CIPSTA=... and AT+CIPAP=...: an address alone gets the gateway `.1` and the mask 255.255.255.0. */
export function setAddress(name: string, args: string[]): Outcome {
  const ip = args[0] || '';
  const gw = args[1] || `${ip.substring(0, ip.lastIndexOf('.'))}.1`;
  const address = [ip, gw, args[2] || '255.255.255.0'];
  if (!options.takesAddresses) return false;
  for (const one of address) if (!isAddress(one)) return false;
  if (name === 'CIPAP') {
    persisted.apIp = address;
    persist({ apIp: address });
    ports.part(false, applyAddresses);
    return true;
  }
  persisted.ip = address;
  persist({ ip: address });
  if (!at.isJoined) return true;
  finish(OK);
  ports.part(true, applyAddresses);
  return null;
}

/** AT+CWDHCP? */
export function reportDhcp(): Outcome {
  const station = persisted.ip ? 0 : speaksV2() ? 1 : 2;
  return answer(`+CWDHCP${at.suffix}:${station + (speaksV2() ? 2 : 1)}`);
}

/** AT+CWDHCP=...: 1.x says which (0 access point, 1 station, 2 both) and then whether, 2.x the other way round, in bits. */
export function setDhcp(args: string[]): Outcome {
  const isV2 = speaksV2();
  const who = integer(args[isV2 ? 1 : 0], isV2 ? 1 : 0, isV2 ? 3 : 2);
  const isOn = integer(args[isV2 ? 0 : 1], 0, 1);
  if (who < 0 || isOn < 0) return false;
  const hasAccessPoint = isV2 ? who > 1 : who !== 1;
  const hasStation = isV2 ? who !== 2 : who > 0;
  if (isOn === 0) {
    // The interpreter cannot stop the server of the access point, and without a server the station needs an address.
    if (hasAccessPoint || (!persisted.ip && !at.isJoined)) return false;
    const { ip, gw, netmask } = ports.wifi.getIP();
    return persisted.ip ? true : setAddress('CIPSTA', [ip, gw, netmask]);
  }
  if (!hasStation || !persisted.ip) return true;
  persisted.ip = null;
  persist({ ip: null });
  // On an ESP8266 this is what asks for an address again.
  finish(OK);
  ports.part(true, () => ports.wifi.setHostname(ports.wifi.getHostname()));
  return null;
}

/** AT+CIPDNS=...: up to two servers, or 0 for those of the network, from the next join on. */
export function setDns(args: string[]): Outcome {
  const isOn = integer(args[0], 0, 1);
  const servers = args.slice(1);
  if (isOn < 0 || !options.takesAddresses || servers.length > 2 || (isOn === 1) !== servers.length > 0)
    return false;
  for (const one of servers) if (!isAddress(one)) return false;
  persisted.dns = servers;
  persist({ dns: servers });
  applyAddresses();
  return true;
}

/** AT+CIPDNS?: the servers that were set; the interpreter does not report those of the network. */
export function reportDns(): Outcome {
  const servers = persisted.dns || [];
  if (speaksV2())
    return answer(`+CIPDNS:${servers.length ? 1 : 0}${servers.map((one) => `,"${one}"`).join('')}`);
  for (const one of servers) answer(`+CIPDNS${at.suffix}:${one}`);
  return true;
}

/** Four numbers of 0 to 255. */
function isAddress(text: string): boolean {
  const parts = text.split('.');
  for (const part of parts) if (integer(part, 0, 255) < 0) return false;
  return parts.length === 4 && text !== '0.0.0.0';
}
