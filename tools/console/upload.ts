/** An image onto a running board: into the other slot, verified, committed by one byte, restarted and seen to run. */
import { ToolError } from '../errors.ts';
import { BOOT_FILE, type Image } from '../image/image.ts';
import { crc32 } from '../protocol/crc32.ts';
import { encodeState, imageFile, type Slot, STATE_OFFSET, stateFile } from '../protocol/slots.ts';
import { decodeStorage } from '../protocol/storage-image.ts';
import { chooseSlot } from './choose-slot.ts';
import { literal } from './exec.ts';
import { inspectBoard } from './inspect.ts';
import type { ConsoleSession } from './open-console.ts';
import { restartInto } from './restart.ts';
import { guarded, retry } from './retry.ts';
import { checkRoom, STATE_ROOM_BYTES, storeFile } from './store-file.ts';

const MAX_READS = 3;
const SLOT_FILE = /^(fw|ab)[01]$/;

/** How far an upload is. */
export interface UploadProgress {
  readonly step: 'inspect' | 'write' | 'verify' | 'commit' | 'restart';
  readonly file: string | null;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface UploadOptions {
  readonly onProgress?: (progress: UploadProgress) => void;
  /** `false`: the new image runs from the next boot on. Default: `true`. */
  readonly restart?: boolean;
  /** Restarts the board also when it runs this image already. Default: `false`. */
  readonly isRestartForced?: boolean;
  /** How long the board may take to run the new image; default 20,000. */
  readonly restartMs?: number;
  /** As `RestartOptions.reopen`. */
  readonly reopen?: (() => Promise<ConsoleSession>) | undefined;
}

/** What an upload did. `sentBytes`: bytes of files that went over the line. */
export interface UploadResult {
  /** `same`: the board runs this very image; `committed`: it will from its next boot on. */
  readonly outcome: 'same' | 'running' | 'committed';
  /** `null`: the board has a single image. */
  readonly slot: Slot | null;
  readonly imageBytes: number;
  readonly sentBytes: number;
  readonly isResumed: boolean;
  /** The boot selector had been overwritten and was put back. */
  readonly isSelectorRestored: boolean;
}

/**
 * Brings `image` onto the board. Whatever interrupts it, the old image still boots until the new one is committed.
 * Rejects UPLOAD_ROOM, UPLOAD_VERIFY, UPLOAD_WRITE, UPLOAD_LINE, UPLOAD_THREW, UPLOAD_ROLLED_BACK, UPLOAD_RESTART_TIMEOUT, SESSION_*.
 */
export async function upload(
  session: ConsoleSession,
  image: Image,
  options: UploadOptions = {},
): Promise<UploadResult> {
  const progress = (
    step: UploadProgress['step'],
    file: string | null = null,
    doneBytes = 0,
    totalBytes = 0,
  ): void => options.onProgress?.({ step, file, doneBytes, totalBytes });
  const files = decodeStorage(image.storage, { pageSizeBytes: image.storage.length, pages: 1 }).files;
  const { hasSlots, crc32: crc } = image.manifest;
  const others = files.filter(({ name }) => !SLOT_FILE.test(name) && !(name === BOOT_FILE && !hasSlots));
  progress('inspect');
  const inspection = await inspectBoard(session, [
    BOOT_FILE,
    ...others.map(({ name }) => name).filter((name) => name !== BOOT_FILE),
    imageFile(0),
    imageFile(1),
  ]);
  const sumOf = (name: string) => inspection.sums.get(name) ?? null;
  const isSame = (name: string, data: { readonly length: number }, sum = crc): boolean =>
    sumOf(name)?.crc === sum && sumOf(name)?.lengthBytes === data.length;

  let sentBytes = 0;
  let isResumed = false;
  let isSelectorRestored = false;
  const store = async (name: string, data: Uint8Array, base: string | null): Promise<void> => {
    const sum = base === null ? null : sumOf(base);
    const stored = await storeFile(session, {
      name,
      data,
      now: sumOf(name),
      base: base !== null && sum ? { name: base, sum } : null,
      onProgress: (doneBytes) => progress('write', name, doneBytes, data.length),
    });
    sentBytes += stored.sentBytes;
    isResumed ||= stored.isResumed;
  };

  const missing = others.filter(({ name, data }) => !isSame(name, data, crc32(data)));
  for (const { name, data } of missing.filter((file) => file.name !== BOOT_FILE))
    await store(name, data, null);
  const slot = hasSlots ? chooseSlot(inspection, crc, image.code.length) : null;
  const restoreSelector = async (): Promise<void> => {
    const selector = missing.find(({ name }) => name === BOOT_FILE);
    if (selector === undefined) return;
    await store(BOOT_FILE, selector.data, null);
    isSelectorRestored = true;
  };
  const result = (outcome: UploadResult['outcome']): UploadResult => ({
    outcome,
    slot: slot?.slot ?? null,
    imageBytes: image.code.length,
    sentBytes,
    isResumed,
    isSelectorRestored,
  });

  if (slot === null) {
    if (!isSame(BOOT_FILE, image.code)) await store(BOOT_FILE, image.code, null);
    else if (!options.isRestartForced) return result('same');
  } else {
    const name = imageFile(slot.slot);
    if (slot.isRunning && isSame(name, image.code)) {
      await restoreSelector();
      if (!options.isRestartForced) return result('same');
    }
    if (!slot.isReady || !isSame(name, image.code)) {
      const target: Slot = slot.slot;
      if (sumOf(name)?.lengthBytes !== image.code.length)
        await checkRoom(
          session,
          name,
          image.code.length,
          STATE_ROOM_BYTES,
          sentBytes === 0 ? inspection.freeBytes : undefined,
        );
      await retry(() => session.exec(guarded(`require("Storage").erase(${literal(stateFile(target))})`)));
      await store(name, image.code, imageFile(target === 0 ? 1 : 0));
      progress('commit', name, image.code.length, image.code.length);
      await restoreSelector();
      await commit(session, target, { sequence: slot.sequence, lengthBytes: image.code.length, crc });
    } else await restoreSelector();
  }
  if (options.restart === false) return result('committed');
  progress('restart');
  const { restartMs: timeoutMs = 20_000, reopen } = options;
  await restartInto(session, { slot: slot?.slot ?? null, crc, timeoutMs, reopen });
  return result('running');
}

/** Writes the slot's state and then its commit byte, each read back. Rejects UPLOAD_VERIFY. */
async function commit(
  session: ConsoleSession,
  slot: Slot,
  state: { readonly sequence: number; readonly lengthBytes: number; readonly crc: number },
): Promise<void> {
  const name = literal(stateFile(slot));
  const bytes = encodeState(state);
  const expect = async (what: Uint8Array): Promise<void> => {
    // The answer may be damaged as well as the data it describes.
    for (let tries = 0; tries < MAX_READS; tries++) {
      const found = await retry(() => session.evaluate<string>(`btoa(require("Storage").read(${name})||"")`));
      if (found === btoa(String.fromCharCode(...what))) return;
    }
    throw new ToolError(
      'UPLOAD_VERIFY',
      `board on ${session.transport.name}: ${stateFile(slot)} differs when read back.`,
      {
        help: 'The old image still boots. Run the upload again; if the error persists: tinwire flash.',
      },
    );
  };
  await retry(() =>
    session.exec(guarded(`require("Storage").write(${name},${literal(String.fromCharCode(...bytes))})`)),
  );
  await expect(bytes);
  await retry(() =>
    session.exec(
      guarded(
        `(function(S){if(S.read(${name}).charCodeAt(${STATE_OFFSET.commit}))S.write(${name},"\\0",${STATE_OFFSET.commit})})(require("Storage"))`,
      ),
    ),
  );
  bytes[STATE_OFFSET.commit] = 0;
  await expect(bytes);
}
