/** Passwords in what a board prints of its settings: `app.settings`, `tinwire.json`, `.wificfg`, `at.json`. */

const SHOWN = '********';
/**
 * A key that speaks of a password, and the text behind it. Inside a printed text quotes have backslashes in front, as many
 * at the end as at the beginning; a line that is cut off hides all of its rest.
 */
const SECRET = /(pass(?:word|phrase|wd)?\w*\\*["']?\s*[:=]\s*)(\\*)(["'])(.*?)((?<!\\)\2\3|$)/gim;
/** Statements and commands that carry one in other ways. */
const CARRIERS =
  /pass(?:word|phrase|wd)|\.wifi\b|Wifi"?'?\)?\.(?:connect|startAP)|CW(?:JAP|SAP)|tinwire\.json|\.wificfg/i;

/** The same text with the passwords in it hidden; an open network's empty one stays. */
export function hideSecrets(text: string): string {
  return text.replace(
    SECRET,
    (_whole, key: string, slashes: string, quote: string, secret: string, end: string) =>
      secret === '' ? `${key}${slashes}${quote}${end}` : `${key}${slashes}${quote}${SHOWN}${end}`,
  );
}

/** Whether a typed line may hold a password, so that it is not kept. */
export function mayHoldSecret(line: string): boolean {
  return CARRIERS.test(line);
}
