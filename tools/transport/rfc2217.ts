/** `rfc2217://host:port`: a serial port behind a network, with its rate and control lines. */
import { ToolError } from '../errors.ts';
import { createLineEvents, lineClosed } from './line-events.ts';
import {
  COMMAND,
  CONTROL,
  createTelnetReader,
  escapeData,
  greeting,
  setBaudrate,
  setControl,
} from './rfc2217-codec.ts';
import { closeSocket, connectSocket, type SocketAddress, writeSocket } from './tcp.ts';
import type { Transport } from './transport.ts';

const ANSWER_TIMEOUT_MS = 3000;

/**
 * Opens a remote serial port with DTR and RTS released.
 * @throws ToolError TRANSPORT_REFUSED, TRANSPORT_UNREACHABLE, TRANSPORT_ABORTED, TRANSPORT_NO_RFC2217.
 */
export async function openRfc2217(address: SocketAddress, baud: number): Promise<Transport> {
  const { name } = address;
  const socket = await connectSocket(address);
  const events = createLineEvents();
  const read = createTelnetReader();
  /** Who waits for the server's word on a command; `null` is the option itself. */
  const waiting = new Map<number | null, (value: Uint8Array | null) => void>();
  let currentBaud = baud;
  let queue: Promise<unknown> = Promise.resolve();

  socket.on('data', (bytes) => {
    const { data, reply, answers, comPort } = read(new Uint8Array(bytes));
    if (reply.length > 0) socket.write(reply);
    if (comPort !== undefined) waiting.get(null)?.(comPort ? new Uint8Array() : null);
    for (const { command, value } of answers) waiting.get(command)?.(value);
    if (data.length > 0) events.received(data);
  });
  socket.on('error', (error) => events.ended(lineClosed(name, error)));
  socket.on('close', () => events.ended(lineClosed(name)));

  /** One question at a time, so that an answer cannot be taken for another's. */
  function ask(bytes: Uint8Array, command: number | null, answers = 1): Promise<Uint8Array> {
    const asked = queue.then(
      () =>
        new Promise<Uint8Array>((resolve, reject) => {
          if (!events.isOpen) return reject(lineClosed(name));
          const settle = (act: () => void) => {
            clearTimeout(timer);
            waiting.delete(command);
            stop();
            act();
          };
          const stop = events.onClose(() => settle(() => reject(lineClosed(name))));
          const timer = setTimeout(() => settle(() => reject(notSpoken(name))), ANSWER_TIMEOUT_MS);
          let missing = answers;
          waiting.set(command, (value) => {
            if (value === null) settle(() => reject(notSpoken(name)));
            else if (--missing === 0) settle(() => resolve(value));
          });
          writeSocket(socket, name, bytes).catch((error) => settle(() => reject(error)));
        }),
    );
    queue = asked.catch(() => undefined);
    return asked;
  }

  const transport: Transport = {
    name,
    get baud() {
      return currentBaud;
    },
    hasControlLines: true,
    usb: null,
    onBytes: events.onBytes,
    onClose: events.onClose,
    write: (bytes) =>
      events.isOpen ? writeSocket(socket, name, escapeData(bytes)) : Promise.reject(lineClosed(name)),
    async setBaud(next) {
      const value = await ask(setBaudrate(next), COMMAND.SET_BAUDRATE);
      currentBaud = value.length === 4 ? new DataView(value.buffer).getUint32(0) : next;
    },
    async setLines({ dtr, rts }) {
      const controls: number[] = [];
      if (rts !== undefined) controls.push(rts ? CONTROL.RTS_ON : CONTROL.RTS_OFF);
      if (dtr !== undefined) controls.push(dtr ? CONTROL.DTR_ON : CONTROL.DTR_OFF);
      if (controls.length === 0) return;
      // In one packet: the reset circuit shall see as little as possible of the state between the two.
      const bytes = Uint8Array.from(controls.flatMap((control) => [...setControl(control)]));
      await ask(bytes, COMMAND.SET_CONTROL, controls.length);
    },
    close() {
      events.ended(null);
      return closeSocket(socket);
    },
  };
  try {
    await ask(greeting(), null);
    await transport.setBaud(baud);
    await transport.setLines({ dtr: false, rts: false });
  } catch (error) {
    await transport.close();
    throw error;
  }
  return transport;
}

function notSpoken(name: string): ToolError {
  return new ToolError('TRANSPORT_NO_RFC2217', `${name}: the server does not speak RFC 2217.`, {
    help: 'For plain bytes use tcp:// instead of rfc2217://.',
  });
}
