/** A UDP socket in the hands of a test. Port 1 is taken, and the host `nowhere` is not found. */
import type { DatagramSocketPort, DatagramSource } from '../../../firmware/ports.ts';

export interface FakeDatagrams extends DatagramSocketPort {
  readonly sent: { bytes: string; port: number; address: string }[];
  boundTo: number;
  isClosed: boolean;
  notify(bytes: string, from: DatagramSource): void;
}

/** A socket that keeps what was sent. */
export function fakeDatagrams(): FakeDatagrams {
  let listener: (bytes: string, from: DatagramSource) => void;
  return {
    sent: [],
    boundTo: 0,
    isClosed: false,
    bind(port) {
      if (port === 1) throw new Error('Socket bind failed');
      this.boundTo = port;
    },
    send(bytes, port, address) {
      if (address === 'nowhere') throw new Error('Unable to locate host');
      this.sent.push({ bytes, port, address });
    },
    close() {
      this.isClosed = true;
    },
    on(_event, received) {
      listener = received;
    },
    notify(bytes, from) {
      listener.call(this, bytes, from);
    },
  };
}
