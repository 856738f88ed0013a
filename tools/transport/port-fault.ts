/** Why a serial port would not open, and what to do, by the words of the operating system. */
import { ToolError } from '../errors.ts';

/** A failed open as a ToolError: TRANSPORT_NOT_FOUND, TRANSPORT_BUSY, TRANSPORT_PERMISSION, TRANSPORT_NO_PORT or TRANSPORT_FAILED. */
export function portFault(name: string, cause: Error, platform: string = process.platform): ToolError {
  const text = cause.message;
  // Windows says "Access denied" of a port that another program has open; it knows no other reason.
  if (
    /lock port|resource (temporarily unavailable|busy)|EBUSY/i.test(text) ||
    isTakenOnWindows(text, platform)
  ) {
    return new ToolError('TRANSPORT_BUSY', `${name}: already open in another program.`, {
      help: 'Close the serial monitor or other tinwire command and try again.',
      cause,
    });
  }
  if (/permission denied|EACCES|EPERM|operation not permitted|access (is )?denied/i.test(text)) {
    return new ToolError('TRANSPORT_PERMISSION', `${name}: permission denied.`, {
      help: permissionHelp(platform),
      cause,
    });
  }
  if (/no such file|not found|ENOENT|ENXIO|no such device/i.test(text)) {
    return new ToolError('TRANSPORT_NOT_FOUND', `${name}: port not found.`, {
      help: 'See tinwire ports. If the board is not listed, try another USB cable: some are charge-only.',
      cause,
    });
  }
  if (/inappropriate ioctl|not a (tty|typewriter|serial)|is a directory/i.test(text)) {
    return new ToolError('TRANSPORT_NO_PORT', `${name}: is not a serial port.`, {
      help: 'See tinwire ports.',
      cause,
    });
  }
  return new ToolError('TRANSPORT_FAILED', `${name}: cannot be opened: ${text}.`, {
    help: 'Unplug and reconnect the cable.',
    cause,
  });
}

function isTakenOnWindows(text: string, platform: string): boolean {
  return platform === 'win32' && /access (is )?denied/i.test(text);
}

function permissionHelp(platform: string): string {
  if (platform === 'linux') return 'Run: sudo usermod -aG dialout $USER (Arch: uucp), then log in again.';
  if (platform === 'darwin')
    return 'Use the /dev/cu. name of the port, and allow the terminal to access USB devices.';
  return 'Close other programs that use the port, or run the terminal as administrator.';
}
