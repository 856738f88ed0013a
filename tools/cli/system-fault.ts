/** What the operating system refuses, in words that blame the right thing: no fault of these tools. */
import { ToolError } from '../errors.ts';

type Words = readonly [what: string, help: string];

/** By the system's own name for it. */
const FAULTS: Readonly<Record<string, Words>> = {
  EACCES: ['no permission', 'Use a file or a folder of your own.'],
  EPERM: ['the system does not permit it', 'Use a file or a folder of your own.'],
  ENOENT: ['there is no such file or folder', 'Check the path.'],
  EISDIR: ['is a folder, and a file is wanted', 'Name a file in it.'],
  ENOTDIR: ['a part of the path is no folder', 'Check the path.'],
  EEXIST: ['exists already', 'Choose another name, or remove it.'],
  ELOOP: ['its links lead in a circle', 'Check the path.'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter one.'],
  EROFS: ['lies on a file system that can only be read', 'Use another folder.'],
  ENOSPC: ['the disk is full', 'Make room, or use another disk.'],
  EDQUOT: ['your disk quota is used up', 'Make room, or use another disk.'],
  EFBIG: ['the file is too large for its file system', 'Use another disk.'],
  EIO: ['the device does not answer as it should', 'Check the disk, the cable or the terminal.'],
  EMFILE: ['this process has too many files open', 'Raise the limit of open files (ulimit -n).'],
  ENFILE: ['this computer has too many files open', 'End other programs and try again.'],
  ENOMEM: ['this computer is short of memory', 'End other programs and try again.'],
  EAGAIN: ['this computer can start nothing more now', 'End other programs and try again.'],
  EBUSY: ['another program uses it', 'End that program and try again.'],
  ETXTBSY: ['another program runs it', 'End that program and try again.'],
  EPIPE: ['the program that reads it has ended', ''],
  EXDEV: ['lies on another disk', 'Use a folder on the same disk.'],
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
