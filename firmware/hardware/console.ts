/** The console: a line for people, and the global by which they reach the running parts. */

/** Prints one line. */
export function log(line: string): void {
  print(line);
}

/** Makes `parts` the global `app` of the console. */
export function publish(parts: object): void {
  (global as unknown as { app: object }).app = parts;
}
