/** Passwords in what a board prints of its settings: `app.settings`, `tinwire.json`, `.wificfg`, `at.json`. */

const SHOWN = '********';
/**
 * A key that speaks of a password, and the text behind it. Inside a printed text quotes have backslashes in front, as many
 * at the end as at the beginning; a line that is cut off hides all of its rest.
 */
const SECRET = /(pass(?:word|phrase|wd)?\w*\\*["']?\s*[:=]\s*)(\\*)(["'])(.*?)((?<!\\)\2\3|$)/gim;
/** Reads a member that is named after a password, and does not set it. */
const READER = /(?:\.|\[\s*["'`])pass(?:word|phrase|wd)?\w*\b(?!["'`]?\s*\]?\s*=[^=])/i;
const PRINTER = new RegExp(`\\b(?:print|console\\s*\\.\\s*\\w+)\\s*\\(.*${READER.source}`, 'is');
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

/** What typed code printed, all of it hidden when it prints a password by its name. */
export function hidePrinted(code: string, printed: string): string {
  return PRINTER.test(code) ? SHOWN : printed;
}

/** The value of typed code as the console shows it; the text that a password's name stands for is hidden. */
export function hideValue(code: string, value: string): string {
  return READER.test(code) && /^=?["'`](?!["'`]$)/.test(value) ? `"${SHOWN}"` : value;
}

/** Whether a typed line may hold a password, so that it is not kept. */
export function mayHoldSecret(line: string): boolean {
  return CARRIERS.test(line);
}
