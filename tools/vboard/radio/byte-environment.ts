/** The radio environment as a board sees it: names and passwords are rows of bytes, one character a byte, and people write them as text. */
import type { JoinResult, RadioEnvironment, RadioNetwork } from './radio-environment.ts';

function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function networkInBytes(network: RadioNetwork): RadioNetwork {
  return { ...network, ssid: bytesOf(network.ssid), password: bytesOf(network.password) };
}

/** `environment` with every name and password as UTF-8 bytes, in both directions. */
export function byteEnvironment(environment: RadioEnvironment): RadioEnvironment {
  return {
    scan: () => environment.scan().map(networkInBytes),
    timing: environment.timing,
    join(ssid, password) {
      const result = environment.join(textOf(ssid), textOf(password));
      return 'failure' in result
        ? result
        : ({ ...result, network: networkInBytes(result.network) } satisfies JoinResult);
    },
    onChange: (listener) => environment.onChange(({ kind, ssid }) => listener({ kind, ssid: bytesOf(ssid) })),
    peerFault: (port) => environment.peerFault?.(port),
  };
}
