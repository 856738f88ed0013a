/** `net` and `dgram` on a fake realm, ready for a test to play the program. */

import { installDgram } from '../../tools/vboard/espruino/modules/dgram.ts';
import { installNet } from '../../tools/vboard/espruino/modules/net.ts';
import { createStack, type Stack } from '../../tools/vboard/espruino/modules/network/stack.ts';
import { createRadio, type Radio } from '../../tools/vboard/espruino/modules/radio.ts';
import type { BoardObject } from '../../tools/vboard/espruino/realm.ts';
import { type FakeHost, type FakeHostOptions, type Family, fakeHost } from './fake-host.ts';
import { type FakeRealm, fakeRealm } from './fake-realm.ts';

export interface NetBench {
  readonly realm: FakeRealm;
  readonly host: FakeHost;
  readonly stack: Stack;
  readonly radio: Radio;
  readonly net: BoardObject;
  readonly dgram: BoardObject;
  invoke(target: unknown, method: string, ...args: unknown[]): unknown;
  /** Writes a socket's events into `log`, `data hello`, `close false`. */
  listen(socket: BoardObject, log: string[], events?: readonly string[]): void;
  close(): void;
}

const EVENTS: readonly string[] = ['connect', 'data', 'drain', 'error', 'end', 'close'];

function describe(event: string, value: unknown): string {
  if (event === 'error') {
    const { code, message } = value as { code: number; message: string };
    return `error ${code} ${message}`;
  }
  return event === 'data' || event === 'close' ? `${event} ${String(value)}` : event;
}

/** A board with its network and nothing else. */
export function boot(family: Family, options: Omit<FakeHostOptions, 'family'> = {}): NetBench {
  const host = fakeHost({ ...options, family });
  const realm = fakeRealm(() => host.clock.now());
  const radio = createRadio();
  const stack = createStack(realm, host, radio);
  installNet(stack);
  installDgram(stack);
  return {
    realm,
    host,
    stack,
    radio,
    net: realm.require('net'),
    dgram: realm.require('dgram'),
    invoke: (target, method, ...args) => realm.invoke(target, method, ...args),
    listen(socket, log, events = EVENTS) {
      for (const event of events)
        realm.on(socket, event, (value: unknown) => log.push(describe(event, value)));
    },
    close: () => stack.close(),
  };
}
