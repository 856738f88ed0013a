/** The serial line that the interpreter's console is on. */
import type { SerialLinePort } from '../ports.ts';

export const serial: SerialLinePort = {
  take(onBytes) {
    E.setConsole(null);
    Serial1.on('data', onBytes);
  },
  write(bytes) {
    Serial1.write(bytes);
  },
  setLine(baud, dataBits, stopBits, parity) {
    Serial1.flush();
    Serial1.setup(baud, {
      bytesize: dataBits,
      stopbits: stopBits === 1 ? 1 : 2,
      parity: parity === 0 ? 'none' : parity === 1 ? 'odd' : 'even',
    });
  },
  giveBack() {
    Serial1.removeAllListeners('data');
    E.setConsole(Serial1);
    return true;
  },
};
