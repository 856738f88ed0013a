/** AT+SAVETRANSLINK: a link that is opened by itself after power-on, and takes all that is typed. */
import { linkOf, links } from './links.ts';
import { openLink } from './opening.ts';
import type { Outcome } from './output.ts';
import { integer } from './parser.ts';
import { beginRaw } from './sending.ts';
import { at, options, persisted, ports } from './state.ts';

/** Pause before a link that ended is opened again. */
export const REOPEN_MS = 1000;

/** AT+SAVETRANSLINK=1,"host",port[,"TCP"[,keepalive]], or "UDP" with its own port; =0 forgets it. In force from the next start on. */
export function saveTransparent(args: string[]): Outcome {
  const isOn = integer(args[0], 0, 1);
  // Over a network it would take what the next one types, who may not know of it.
  if (isOn < 0 || options.ownPort) return false;
  const [, host = '', port = '', kind = 'TCP', last = ''] = args;
  if (isOn && (!host || integer(port, 1, 65535) < 0 || (kind !== 'TCP' && kind !== 'UDP'))) return false;
  ports.save({ transparent: isOn ? [kind, host, port, last] : [] });
  return true;
}

/** Opens the link, once the board has a network; `CONNECT` is all that is said. */
export function startTransparent(): void {
  const { transparent } = persisted;
  if (!transparent || transparent.length === 0 || links[0] || at.phase !== 'idle') return;
  at.isRaw = at.isTransparent = true;
  at.phase = 'busy';
  const outcome = openLink(transparent);
  at.phase = 'idle';
  const link = linkOf(0);
  if (outcome && link) beginRaw(link);
}

/** A link has ended. */
export function transparentEnded(): void {
  if (at.isTransparent) ports.timers.after(startTransparent, REOPEN_MS);
}
