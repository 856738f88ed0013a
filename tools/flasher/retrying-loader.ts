/** A loader that survives a bad line: what fails is done again, then at a lower rate, with a reset where there are lines. */
import { ToolError } from '../errors.ts';
import { type Loader, type LoaderPort, openLoader, ROM_BAUD } from './loader.ts';

/** Rates that are tried, highest first: every USB serial chip of a board does the first on a good cable. */
export const FLASH_BAUDS: readonly number[] = [460_800, 230_400, ROM_BAUD];
const TRIES_AT_A_RATE = 3;

/** Runs work on a loader until the line lets it through. */
export interface RetryingLoader {
  readonly chip: Loader['chip'];
  readonly mac: Loader['mac'];
  readonly flashBytes: Loader['flashBytes'];
  /** Rejects FLASH_LINE when even the lowest rate fails; other errors as they come. The work may run several times. */
  run<Value>(work: (loader: Loader) => Promise<Value>): Promise<Value>;
}

/** Connects at the highest of `bauds` that works. @throws ToolError as `openLoader`, FLASH_LINE. */
export async function openRetryingLoader(
  port: LoaderPort,
  options: {
    readonly bauds: readonly number[];
    readonly signal?: AbortSignal | undefined;
    /** The rate was lowered to this many bits per second. */
    readonly onSlower?: ((baud: number) => void) | undefined;
  },
): Promise<RetryingLoader> {
  const { signal, onSlower } = options;
  const { transport } = port;
  const bauds = transport.baud === null ? [] : [...options.bauds];
  let loader = await openLoader(port, { signal });
  const identity = { chip: loader.chip, mac: loader.mac, flashBytes: loader.flashBytes };

  async function slowDown(cause: unknown): Promise<void> {
    if (!isLineFault(cause)) throw cause;
    for (;;) {
      bauds.shift();
      const [baud] = bauds;
      if (baud === undefined) throw cause;
      onSlower?.(baud);
      try {
        // Without DTR and RTS the stub cannot be left: it is asked at the rate it has now.
        if (transport.hasControlLines) loader = await openLoader(port, { signal });
        await loader.setBaud(baud);
        return;
      } catch (error) {
        if (!isLineFault(error)) throw error;
      }
    }
  }

  const [first] = bauds;
  if (first !== undefined) await loader.setBaud(first).catch(slowDown);

  return {
    ...identity,
    async run(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await work(loader);
        } catch (error) {
          if (!isLineFault(error)) throw error;
          if (tries < TRIES_AT_A_RATE) continue;
          await slowDown(error);
          tries = 0;
        }
      }
    },
  };
}

function isLineFault(error: unknown): boolean {
  return error instanceof ToolError && error.code === 'FLASH_LINE';
}
