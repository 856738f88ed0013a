/** Files that end. A device such as `/dev/zero` never does, and a pipe may never begin; read at once, neither hears a signal. */
import { statSync } from 'node:fs';

/** Throws as the file system does, and for whatever is neither a file nor a folder, before any of it is read. */
export function refuseEndless(file: string): void {
  const found = statSync(file);
  if (!found.isFile() && !found.isDirectory()) throw new Error('it is a device or a pipe, not a file');
}
