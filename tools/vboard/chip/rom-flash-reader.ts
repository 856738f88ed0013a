/** The stub's READ_FLASH: raw frames of data, each acknowledged with the total received, then their MD5. */
import { createHash } from 'node:crypto';
import { wordAt } from '../../protocol/rom-command.ts';
import type { Flash } from './flash.ts';

const ACKNOWLEDGEMENT_BYTES = 4;

export interface FlashReader {
  /** False when the range or the packet size is impossible; nothing is sent then. */
  canRead(address: number, sizeBytes: number, packetBytes: number): boolean;
  start(address: number, sizeBytes: number, packetBytes: number, inFlight: number): void;
  /** True when the frame was an acknowledgement of the read under way; any other frame ends the read. */
  take(frame: Uint8Array): boolean;
  reset(): void;
}

/** Sends frames of `flash` by `sendFrame`, never more than the host allows to be under way. */
export function createFlashReader(flash: Flash, sendFrame: (payload: Uint8Array) => void): FlashReader {
  let step: ((received: number) => void) | null = null;
  return {
    canRead: (address, sizeBytes, packetBytes) =>
      address + sizeBytes <= flash.sizeBytes && packetBytes > 0 && packetBytes <= flash.pageSizeBytes,
    start(address, sizeBytes, packetBytes, inFlight) {
      const digest = createHash('md5');
      let sent = 0;
      const advance = (received: number): void => {
        while (sent < sizeBytes && sent - received < Math.max(1, inFlight) * packetBytes) {
          const bytes = flash.read(address + sent, Math.min(packetBytes, sizeBytes - sent));
          digest.update(bytes);
          sent += bytes.length;
          sendFrame(bytes);
        }
        if (received >= sizeBytes) {
          step = null;
          sendFrame(digest.digest());
        }
      };
      step = advance;
      advance(0);
    },
    take(frame) {
      if (step === null) return false;
      if (frame.length === ACKNOWLEDGEMENT_BYTES) {
        step(wordAt(frame, 0));
        return true;
      }
      step = null;
      return false;
    },
    reset() {
      step = null;
    },
  };
}
