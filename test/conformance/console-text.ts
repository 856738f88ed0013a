/** What a probe ends with, once its timers and sockets have had their time. */
export const END_MARK = '@@end@@';

/** The boot file that ends a probe: sockets need more time than computation. */
export function endOfProbe(program: string): string {
  const usesSockets = program.includes('PORT') || program.includes('connect');
  return `setTimeout('print("${END_MARK}")',${usesSockets ? 250 : 80})`;
}

/** The console's text up to the end mark, without cursor escapes, prompts and blank ends of lines. */
export function printedText(console: string): string {
  const upToEnd = console.slice(0, console.indexOf(END_MARK) < 0 ? undefined : console.indexOf(END_MARK));
  return (
    upToEnd
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the console's cursor escapes begin with ESC.
      .replace(/\x1b\[[0-9]*[A-Z]/g, '')
      .replace(/\r/g, '')
      .split('\n')
      .map((line) => line.replace(/^>/, '').trimEnd())
      .filter((line) => line !== '')
      .join('\n')
  );
}
