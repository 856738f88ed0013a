/**
 * What tutorial 002's client shows and prints: what the server sent stands alone on a cleared screen, from its top left corner.
 * Whatever else there is to show brings the status rows back.
 */
import { shown } from '../../echo/echo.ts';
import { screen, showText } from '../../oled/screen.ts';
import type { TimersPort } from '../../ports.ts';
import type { ClientState, TcpClient } from '../../tcp/client.ts';
import { type ClientHooks, clientText } from '../echo-client/echo-client.ts';
import { setText, showStatus } from '../status/status.ts';
import { logBlock, logLine } from './program-lines.ts';

/** A block that is overtaken within this time is not drawn: drawing would hold its answer up. */
const SHOW_MS = 100;

let timers: TimersPort;
let latest = '';
let isWaiting = false;
let isAlone = false;

/** Hooks of the echo client. */
export function showProgramClient(timersPort: TimersPort): ClientHooks {
  timers = timersPort;
  return { onState, onText };
}

/** `showText` for the status rows: draws all of them anew when the screen shows what the server sent. */
export function showRows(
  first: number,
  last: number,
  text: string,
  isPage: boolean,
  onRows?: (count: number) => void,
): void {
  if (isAlone) {
    isAlone = false;
    showText(0, screen.rows - 1, '', true);
    showStatus();
  }
  showText(first, last, text, isPage, onRows);
}

function onState(state: ClientState, client: TcpClient): void {
  if (state === 'waiting' && client.link.reason === 'closed') logLine('close socket');
  setText(clientText(client));
}

function onText(text: string): void {
  logBlock(text);
  latest = text;
  if (isWaiting) return;
  isWaiting = true;
  timers.after(draw, SHOW_MS);
}

function draw(): void {
  isWaiting = false;
  isAlone = true;
  showText(0, screen.rows - 1, shown(latest), true);
}
