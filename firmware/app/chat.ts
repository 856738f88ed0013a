/** Chat: what one client says goes to all others, with its name in front. */
import { type Client, clients } from '../tcp/clients.ts';
import { MOST_JOINED_BYTES, sendTo } from '../tcp/server.ts';
import { showLatest } from './answer.ts';

const MOST_NAME_BYTES = 16;
const NAME_COMMAND = '/nick ';

/** Said in this packet, and not told yet. */
let heard = '';

/** A client with the name it gave itself. */
interface Guest extends Client {
  nick?: string;
}

/** The line of one client; the answer is for that client alone. */
export function onChatLine(line: string, client: Guest): string {
  if (line.substr(0, NAME_COMMAND.length) === NAME_COMMAND) {
    const name = line.substr(NAME_COMMAND.length, MOST_NAME_BYTES).trim();
    if (!name) return 'say /nick and a name';
    tellOthers(client, `${nameOf(client)} is now ${name}`);
    client.nick = name;
    return `you are now ${name}`;
  }
  if (line) tellOthers(client, `${nameOf(client)}: ${line}`);
  return '';
}

function nameOf(client: Guest): string {
  return client.nick || `guest${client.slot + 1}`;
}

/** What was said in one packet goes to the others in one: each write counts against who does not read. */
export function endChat(from: Guest): void {
  const text = heard;
  heard = '';
  if (text) for (const client of clients) if (client && client !== from) sendTo(client, text);
}

function tellOthers(from: Guest, text: string): void {
  showLatest(text);
  if (heard.length + text.length > MOST_JOINED_BYTES) endChat(from);
  heard += `${text}\r\n`;
}
