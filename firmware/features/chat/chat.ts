/** Chat: what one client says goes to all others, with its name in front. */

import { OWNER } from '../../lib/owner.ts';
import { incompleteTail } from '../../oled/utf8.ts';
import type { Client } from '../../tcp/clients.ts';
import { MAX_JOINED_BYTES, sendTo } from '../../tcp/server.ts';
import { showLatest } from '../answer/answer.ts';
import { plainText } from './plain-text.ts';

const MAX_NAME_BYTES = 16;
const NAME_COMMAND = '/nick ';
const DEFAULT_NAME = 'guest';

/** Said in this packet, and not told yet: empty again before the next packet is read, whichever server it comes to. */
let received = '';

/** A client with the name it gave itself. */
interface ChatClient extends Client {
  nick?: string;
}

/** The line of one client; the answer is for that client alone. */
export function onChatLine(line: string, client: ChatClient): string {
  const text = plainText(line);
  if (`${text} `.substr(0, NAME_COMMAND.length) === NAME_COMMAND) {
    const name = nameIn(text.substr(NAME_COMMAND.length));
    if (!name) return 'usage: /nick NAME';
    if (isTaken(name.toLowerCase(), client)) return `${name} is taken`;
    notifyOthers(client, `${nameOf(client)} is now ${name}`);
    client.nick = name;
    return `you are now ${name}`;
  }
  if (text) notifyOthers(client, `${nameOf(client)}: ${text}`);
  return '';
}

/** A name as others see it: one space between words, and no colon, which ends a name where it stands in front of a text. */
function nameIn(text: string): string {
  const words = text.split(':').join(' ').split(' ');
  const name = words
    .filter((word) => word !== '')
    .join(' ')
    .substr(0, MAX_NAME_BYTES);
  return name.substr(0, name.length - incompleteTail(name).length).trim();
}

/** Whether somebody else has this name, in small letters, or will have it as long as he gives himself none. */
function isTaken(name: string, client: ChatClient): boolean {
  for (const other of client[OWNER].clients as (ChatClient | null)[]) {
    if (other && other !== client && nameOf(other).toLowerCase() === name) return true;
  }
  return name.substr(0, DEFAULT_NAME.length) === DEFAULT_NAME && name !== `${DEFAULT_NAME}${client.slot + 1}`;
}

function nameOf(client: ChatClient): string {
  return client.nick || `${DEFAULT_NAME}${client.slot + 1}`;
}

/** What was said in one packet goes to the others in one: each write counts against who does not read. */
export function endChat(from: ChatClient): void {
  const text = received;
  received = '';
  if (text) for (const client of from[OWNER].clients) if (client && client !== from) sendTo(client, text);
}

function notifyOthers(from: ChatClient, text: string): void {
  showLatest(text);
  if (received.length + text.length > MAX_JOINED_BYTES) endChat(from);
  received += `${text}\r\n`;
}
