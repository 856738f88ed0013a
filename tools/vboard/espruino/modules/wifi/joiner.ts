/** One try after another to join a network of the air: what the chip's radio does, before any interpreter sees it. */

import type { Clock } from '../../../chip/clock.ts';
import type { JoinResult, RadioEnvironment, RadioNetwork } from '../../../radio/radio-environment.ts';

export interface JoinerEvents {
  /** The access point let the station in. */
  onAssociated(network: RadioNetwork): void;
  onAddress(result: JoinResult): void;
  onFailure(failure: 'no-network' | 'wrong-password'): void;
  /** The access point gave no address within the chip's patience. */
  onNoAddress(): void;
  /** The network that the station was in went away. */
  onLost(network: RadioNetwork): void;
}

export interface Joiner {
  /** Begins a try; an earlier one is forgotten. */
  start(ssid: string, password: string): void;
  /** Leaves, or forgets the try. */
  cancel(): void;
  /** The network that the station is in, with or without address. */
  readonly network: RadioNetwork | null;
  readonly address: JoinResult | null;
  close(): void;
}

const ADDRESS_PATIENCE_MS = 60_000;

/** A radio at rest. */
export function joiner(environment: RadioEnvironment, clock: Clock, events: JoinerEvents): Joiner {
  let network: RadioNetwork | null = null;
  let address: JoinResult | null = null;
  let stopTimer = (): void => {};
  const reset = (): void => {
    stopTimer();
    stopTimer = () => {};
    network = null;
    address = null;
  };
  const unsubscribe = environment.onChange(({ kind, ssid }) => {
    if (kind !== 'lost' || network?.ssid !== ssid) return;
    const lost = network;
    reset();
    events.onLost(lost);
  });

  const askAddress = (result: JoinResult): void => {
    stopTimer = clock.after(environment.timing.addressMs, () => {
      address = result;
      events.onAddress(result);
    });
  };

  return {
    start(ssid, password) {
      reset();
      stopTimer = clock.after(environment.timing.joinMs, () => {
        const result = environment.join(ssid, password);
        if ('failure' in result && result.failure !== 'no-address') {
          events.onFailure(result.failure);
          return;
        }
        network = environment.scan().find((candidate) => candidate.ssid === ssid) ?? null;
        if (network) events.onAssociated(network);
        if ('failure' in result) stopTimer = clock.after(ADDRESS_PATIENCE_MS, () => events.onNoAddress());
        else askAddress(result);
      });
    },
    cancel: reset,
    get network() {
      return network;
    },
    get address() {
      return address;
    },
    close() {
      reset();
      unsubscribe();
    },
  };
}
