/** What tutorial 003's servers print: that they run, and two lines for all that arrives. */

import type { ServerHooks } from '../../features/echo-server/echo-server.ts';
import type { UdpHooks } from '../../features/udp-echo/udp-echo.ts';
import type { Client, ClientNews } from '../../tcp/clients.ts';
import type { AddressedSocket } from '../../tcp/peer-address.ts';
import { readable, readableBlock, type Sender } from './readable.ts';

let log: (line: string) => void;

/** Hooks of the UDP server that print as the tutorial's does. */
export function logDatagrams(logLine: (line: string) => void): UdpHooks {
  log = logLine;
  return {
    onListen: logListening,
    onText(text, { address, port }) {
      logReceived(`('${address}', ${port})`, readable(text));
    },
    onCut(sizeBytes) {
      log(`udp: datagram longer than ${sizeBytes} bytes, the rest is lost`);
    },
    log,
  };
}

/** Hooks of the TCP server. A client whose address is not known is told by its place. */
export function logBlocks(logLine: (line: string) => void): ServerHooks {
  log = logLine;
  return {
    onText(client: Client & Sender, text) {
      logBlock(client, readableBlock(client, text));
    },
    onClient,
    onListen: logListening,
  };
}

function onClient(news: ClientNews, client: (Client & Sender) | null): void {
  if (!client) log('tcp: client refused, server full or out of memory');
  else if (news === 'connected') client.carry = '';
  else if (news === 'left') {
    if (client.carry) logBlock(client, readable(client.carry));
  } else log(`tcp: client ${client.slot + 1} ${news}, closed`);
}

function logListening(error: string): void {
  log(error || '服务端开始运行...\n');
}

function logBlock({ slot, address, port }: Client & AddressedSocket, text: string): void {
  logReceived(address ? `('${address}', ${port})` : `client ${slot + 1} (address unknown)`, text);
}

function logReceived(from: string, text: string): void {
  log(`客户端地址: ${from}`);
  log(`来自客户端的信息: ${text}`);
}
