/** The Telnet console that some builds open at each boot, without a password, on port 23. */

/** Closes it; it would also take one of the sockets. */
export function closeTelnet(): void {
  require('TelnetServer').setOptions({ mode: 'off' });
}
