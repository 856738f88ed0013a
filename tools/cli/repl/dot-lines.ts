/** Which lines are commands: a dot and a word. In a script a line may begin so, too, and go on with the one before. */

/** The first words of the commands. */
export const DOT_WORDS = ['.help', '.load', '.reset', '.memory', '.files', '.wifi', '.exit'] as const;

/** A dot and a word: no statement begins so. */
const DOT_COMMAND = /^\s*\.[a-z]/;

/** `true` for `.help` and the like, also for one that there is not. */
export function isDotCommand(input: string): boolean {
  return DOT_COMMAND.test(input);
}

/** `true` for the line of a command that there is, which no method of that name is called in. */
export function isCommandLine(line: string): boolean {
  const [first = ''] = line.trim().split(/\s/, 1);
  return (DOT_WORDS as readonly string[]).includes(first);
}
