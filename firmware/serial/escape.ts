/** `+++` alone on a line, a second of silence before and after it: how a person takes the line back, as with a modem. */
import type { TimersPort } from '../ports.ts';

/** The silence on either side. */
export const GUARD_MS = 1000;
const ESCAPE = '+++';

let timers: TimersPort;
let pass: (bytes: string) => void;
let escaped: () => void;
/** What may become the escape: it goes nowhere yet. */
let held: string;
let isSilent: boolean;
/** Id of the timer that waits for silence; 0: none. */
let timer = 0;

/** Starts to look. All but the escape goes to `onBytes`, a first `+` up to a second late; `onEscape` is called for it. */
export function startEscape(
  timersPort: TimersPort,
  onBytes: (bytes: string) => void,
  onEscape: () => void,
): void {
  timers = timersPort;
  pass = onBytes;
  escaped = onEscape;
  held = '';
  isSilent = false;
  waitForSilence();
}

/** The line said this. */
export function onGuardedBytes(bytes: string): void {
  const all = held + bytes;
  waitForSilence();
  if (isSilent && ESCAPE.substr(0, all.length) === all) {
    held = all;
    return;
  }
  isSilent = false;
  held = '';
  pass(all);
}

function waitForSilence(): void {
  if (timer) timers.cancel(timer);
  timer = timers.after(onSilence, GUARD_MS);
}

function onSilence(): void {
  const bytes = held;
  timer = 0;
  held = '';
  isSilent = true;
  if (bytes === ESCAPE) escaped();
  else if (bytes) pass(bytes);
}
