/** What the operating system refuses, in words that blame the right thing: no fault of these tools. */
import { ToolError } from '../errors.ts';

type Words = readonly [what: string, help: string];

/** By the system's own name for it. */
const FAULTS: Readonly<Record<string, Words>> = {
  EACCES: ['permission denied', 'Use a file or folder that you own.'],
  EPERM: ['operation not permitted', 'Use a file or folder that you own.'],
  ENOENT: ['no such file or folder', 'Check the path.'],
  EISDIR: ['is a folder, not a file', 'Use a file in it.'],
  ENOTDIR: ['part of the path is not a folder', 'Check the path.'],
  EEXIST: ['already exists', 'Choose another name, or remove it.'],
  ELOOP: ['too many symbolic links', 'Check the path.'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter name.'],
  EROFS: ['is on a read-only file system', 'Use another folder.'],
  ENOSPC: ['the disk is full', 'Free some space, or use another disk.'],
  EDQUOT: ['disk quota exceeded', 'Free some space, or use another disk.'],
  EFBIG: ['the file is too large for its file system', 'Use another disk.'],
  EIO: ['I/O error', 'Check the disk, the cable or the terminal.'],
  EMFILE: ['too many open files in this process', 'Raise the limit (ulimit -n).'],
  ENFILE: ['too many open files on this computer', 'Close other programs and try again.'],
  ENOMEM: ['out of memory', 'Close other programs and try again.'],
  EAGAIN: ['this computer cannot start another process now', 'Close other programs and try again.'],
  EBUSY: ['in use by another program', 'Close that program and try again.'],
  ETXTBSY: ['is being run by another program', 'Stop that program and try again.'],
  EPIPE: ['the program reading it has exited', ''],
  EXDEV: ['is on another disk', 'Use a folder on the same disk.'],
};

/**
 * A fault of the system as a `SYSTEM_<name>`, named after its path or address; `null` for any other error.
 * `subject` is what it happened to when the system does not say.
 */
export function systemFault(error: unknown, subject = 'this computer'): ToolError | null {
  if (!(error instanceof Error) || error instanceof ToolError) return null;
  const { code, path, dest, syscall, address, port } = error as NodeJS.ErrnoException & {
    dest?: string;
    address?: string;
    port?: number;
  };
  const words = code === undefined || syscall === undefined ? undefined : FAULTS[code];
  if (code === undefined || words === undefined) return null;
  const name =
    (syscall === 'symlink' ? dest : path) ??
    (address === undefined ? subject : `${address}${port === undefined ? '' : `:${port}`}`);
  const [what, help] = words;
  return new ToolError(`SYSTEM_${code}`, `${name}: ${what}.`, { ...(help !== '' && { help }), cause: error });
}
