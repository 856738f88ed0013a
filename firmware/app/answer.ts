/** Joins the echo handler with the display: what arrives is shown, then answered. */
import { reply, shown } from '../echo/echo.ts';
import { setText } from './status.ts';

/** The answer to what arrived, over whatever it came. */
export function answer(bytes: string): string {
  setText(shown(bytes));
  return reply(bytes);
}
