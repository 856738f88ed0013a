/** What tutorial 003's servers print: that they run, and two lines for all that arrives. */

import type { ServerHooks } from '../../features/echo-server/echo-server.ts';
import type { UdpHooks } from '../../features/udp-echo/udp-echo.ts';
import type { Client } from '../../tcp/clients.ts';
import type { AddressedSocket } from '../../tcp/peer-address.ts';
import type { ClientNews } from '../../tcp/server.ts';
import { readable, readableBlock, type Sender } from './readable.ts';

let say: (line: string) => void;

/** Hooks of the UDP server that print as the tutorial's does. */
export function tellDatagrams(sayLine: (line: string) => void): UdpHooks {
  say = sayLine;
  return {
    onListen: tellListening,
    onText(text, { address, port }) {
      tellReceived(`('${address}', ${port})`, readable(text));
    },
    onCut(sizeBytes) {
      say(`udp: a datagram was longer than ${sizeBytes} bytes, the rest is lost`);
    },
    say,
  };
}

/** Hooks of the TCP server. A client whose address is not known is told by its place. */
export function tellBlocks(sayLine: (line: string) => void): ServerHooks {
  say = sayLine;
  return {
    onText(client: Client & Sender, text) {
      tellBlock(client, readableBlock(client, text));
    },
    onClient,
    onListen: tellListening,
  };
}

function onClient(news: ClientNews, client: (Client & Sender) | null): void {
  if (!client) say('tcp: a client was refused, no place or no memory');
  else if (news === 'connected') client.carry = '';
  else if (news === 'left') {
    if (client.carry) tellBlock(client, readable(client.carry));
  } else say(`tcp: client ${client.slot + 1} ${news}, closed`);
}

function tellListening(error: string): void {
  say(error || '服务端开始运行...\n');
}

function tellBlock({ slot, address, port }: Client & AddressedSocket, text: string): void {
  tellReceived(address ? `('${address}', ${port})` : `client ${slot + 1} (address unknown)`, text);
}

function tellReceived(from: string, text: string): void {
  say(`客户端地址: ${from}`);
  say(`来自客户端的信息: ${text}`);
}
