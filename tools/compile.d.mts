/** See compile.mjs. Resolves to an absolute path; `root`: another project's folder than this one. */
export function compiled(
  name: string,
  entries: readonly string[],
  folders: readonly string[],
  keptMs: number,
  root?: string,
): Promise<string | null>;
