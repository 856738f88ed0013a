/** A release from its address, kept in the cache. */
import { ToolError } from '../errors.ts';
import { type CachedFile, cached, store } from './cache.ts';

const MAX_DOWNLOAD_BYTES = 128 << 20;
/** Without a byte for so long the server is taken for dead. */
const SILENCE_MS = 20_000;

/** What is downloaded, and where it is kept. */
export interface Download {
  readonly address: string;
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** `total` is `null` when the server does not say. */
  readonly onProgress?: ((done: number, total: number | null) => void) | undefined;
}

/** The file from the cache, or else from the network. @throws ToolError RELEASE_OFFLINE, RELEASE_ABORTED. */
export async function fetchRelease(
  download: Download,
): Promise<CachedFile & { readonly isFromCache: boolean }> {
  const name = nameOf(download.address);
  const known = cached(download.folder, name);
  if (known) return { ...known, isFromCache: true };
  const bytes = await fetchBytes(download);
  try {
    return { ...store(download.folder, name, bytes), isFromCache: false };
  } catch (cause) {
    throw new ToolError('RELEASE_CACHE', `${download.folder}: cannot be written: ${reasonOf(cause)}.`, {
      help: 'Set XDG_CACHE_HOME to a writable folder, or use --firmware.',
      cause,
    });
  }
}

async function fetchBytes({ address, signal, onProgress }: Download): Promise<Uint8Array> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await fetch(address, {
      signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
    });
    if (!response.ok || response.body === null)
      throw offline(address, `the server answered ${response.status}`);
    const total = Number(response.headers.get('content-length')) || null;
    const parts: Uint8Array[] = [];
    let done = 0;
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      timer.refresh();
      parts.push(part);
      done += part.length;
      if (done > MAX_DOWNLOAD_BYTES) throw offline(address, `sends more than ${MAX_DOWNLOAD_BYTES} bytes`);
      onProgress?.(done, total);
    }
    // fetch itself rejects a body that is shorter than announced.
    return Buffer.concat(parts);
  } catch (cause) {
    if (signal?.aborted)
      throw new ToolError('RELEASE_ABORTED', `${address}: the download was interrupted.`, { cause });
    if (cause instanceof ToolError) throw cause;
    const reason = silence.signal.aborted ? `no data for ${SILENCE_MS / 1000} s` : reasonOf(cause);
    throw offline(address, `cannot be downloaded: ${reason}`, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** fetch says "fetch failed"; the reason is its cause. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? inner.message : String(inner);
}

function offline(address: string, fault: string, cause?: unknown): ToolError {
  return new ToolError('RELEASE_OFFLINE', `${address}: ${fault}.`, {
    help: 'Download it on a computer with Internet access and pass it: --firmware FILE. To flash only the image: --image-only.',
    cause,
  });
}

function nameOf(address: string): string {
  const name = new URL(address).pathname.split('/').at(-1) ?? '';
  return name.replace(/[^A-Za-z0-9._-]/g, '_') || 'release';
}
