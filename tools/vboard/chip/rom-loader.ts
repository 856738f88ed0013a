/** The serial loader in a chip's ROM, and the RAM stub that host tools put in its place. */
import { createHash } from 'node:crypto';
import {
  checksumOf,
  DATA_HEADER_BYTES,
  decodeRequest,
  encodeResponse,
  OPCODE,
  type Request,
  ROM_ERROR,
  STUB_ERROR,
  STUB_GREETING,
  SYNC_ANSWERS,
  SYNC_DATA,
  wordAt,
  words,
} from '../../protocol/rom-command.ts';
import { createSlipDecoder, encodeFrame } from '../../protocol/slip.ts';
import type { Flash } from './flash.ts';
import type { RomChip } from './rom-chips.ts';
import { createFlashReader } from './rom-flash-reader.ts';
import { createFlashWriter, eraseSectors, type WriteFault } from './rom-flash-writer.ts';
import { createRomMemory } from './rom-memory.ts';
import { createRomRegisters } from './rom-registers.ts';

export interface RomLoader {
  readonly mode: 'rom' | 'stub';
  receive(bytes: Uint8Array): void;
  /** As after a reset of the chip: the ROM again, no stub, no write under way. */
  reset(): void;
}

export interface RomLoaderOptions {
  readonly chip: RomChip;
  /** The whole chip; its pages are the sectors, its size a power of two. */
  readonly flash: Flash;
  /** Six bytes. */
  readonly mac: Uint8Array;
  send(bytes: Uint8Array): void;
  /** The host asked for this rate; the answer has been sent at the old one. */
  onBaud(baud: number): void;
  /** The host started the program in the flash, or code of its own. */
  onRun(): void;
}

/** A stub's largest block with its header, and room for a host that sends a little more. */
const MAX_FRAME_BYTES = 0x4000 + 256;
const SECTORS_PER_BLOCK = 16;
const UNSUPPORTED_ANSWERS = 8;
const SLOW_READ_BYTES = 64;
const SECURITY_WORDS_BEFORE_ID = 12;

type Fault = keyof typeof ROM_ERROR & keyof typeof STUB_ERROR;
interface Outcome {
  readonly fault?: Fault;
  readonly value?: number;
  readonly data?: Uint8Array;
  /** Runs when the answer is out. */
  readonly after?: () => void;
}
type Handler = (request: Request) => Outcome;

const DONE: Outcome = {};
const BAD: Outcome = { fault: 'BAD_MESSAGE' };
const FAILED: Outcome = { fault: 'FAILED' };
const WRITE_FAULTS: Readonly<Record<WriteFault, Fault>> = {
  range: 'FAILED',
  'not-begun': 'FAILED',
  length: 'BAD_MESSAGE',
  deflate: 'DEFLATE',
  'too-much': 'DEFLATE',
};

/** A loader that answers at once; nothing a host sends makes it throw. */
export function createRomLoader(options: RomLoaderOptions): RomLoader {
  const { chip, flash } = options;
  const sectorBytes = flash.pageSizeBytes;
  const registers = createRomRegisters(chip, flash.sizeBytes, options.mac);
  const memory = createRomMemory();
  const writer = createFlashWriter(flash);
  const sendFrame = (payload: Uint8Array): void => options.send(encodeFrame(payload));
  const reader = createFlashReader(flash, sendFrame);
  let mode: 'rom' | 'stub' = 'rom';
  let isAttached = false;
  /**
   * What an unsupported command's answers carry: number and value of the command before it. Seen with 0x14 after SYNC on the
   * ESP32's own ROM, in a full-chip emulator.
   */
  let before = { op: 0, value: 0 };

  const written = (fault: WriteFault | null): Outcome =>
    fault === null ? DONE : { fault: WRITE_FAULTS[fault] };
  /** The payload of a DATA command, or what is wrong with it. */
  const payloadOf = ({ data, checksum }: Request): Uint8Array | Outcome => {
    const payload = data.subarray(DATA_HEADER_BYTES);
    if (data.length < DATA_HEADER_BYTES || wordAt(data, 0) !== payload.length) return BAD;
    return checksumOf(payload) === (checksum & 0xff) ? payload : { fault: 'CHECKSUM' };
  };
  /** The ESP8266's ROM erases too much: hosts know and ask for less. */
  const romSectors = (sizeBytes: number, address: number): number => {
    const sectors = Math.ceil(sizeBytes / sectorBytes);
    if (chip.hasFullRom) return sectors;
    const head = SECTORS_PER_BLOCK - (Math.floor(address / sectorBytes) % SECTORS_PER_BLOCK);
    return sectors + Math.min(sectors, head);
  };
  const begin =
    (isDeflated: boolean): Handler =>
    ({ data }) => {
      if (data.length < 16) return BAD;
      const [asked, blocks, blockBytes, address] = [0, 1, 2, 3].map((index) => wordAt(data, index));
      if (asked === undefined || blocks === undefined || blockBytes === undefined || address === undefined)
        return BAD;
      if (mode === 'rom' && chip.hasFullRom && !isAttached) return FAILED;
      const isRom = mode === 'rom';
      return written(
        writer.begin({
          address,
          sizeBytes: asked,
          blockBytes,
          isDeflated,
          eraseSectors: isRom ? romSectors(asked, address) : null,
        }),
      );
    };
  const block =
    (isDeflated: boolean): Handler =>
    (request) => {
      const payload = payloadOf(request);
      if (!(payload instanceof Uint8Array)) return payload;
      return written(writer.data(wordAt(request.data, 1), payload, isDeflated));
    };
  const end: Handler = ({ data }) => {
    if (data.length < 4) return BAD;
    writer.reset();
    return wordAt(data, 0) === 0 ? { after: options.onRun } : DONE;
  };
  const startStub = (): void => {
    mode = 'stub';
    writer.reset();
    sendFrame(STUB_GREETING);
  };

  const common: Readonly<Record<number, Handler>> = {
    [OPCODE.READ_REG]: ({ data }) => (data.length < 4 ? BAD : { value: registers.read(wordAt(data, 0)) }),
    [OPCODE.WRITE_REG]: ({ data }) => {
      if (data.length === 0 || data.length % 16 !== 0) return BAD;
      for (let at = 0; at < data.length / 4; at += 4) {
        registers.write(wordAt(data, at), wordAt(data, at + 1), wordAt(data, at + 2));
      }
      return DONE;
    },
    [OPCODE.FLASH_BEGIN]: begin(false),
    [OPCODE.FLASH_DATA]: block(false),
    [OPCODE.FLASH_END]: end,
    [OPCODE.MEM_BEGIN]: ({ data }) =>
      data.length < 16 ? BAD : memory.begin(wordAt(data, 3), wordAt(data, 0)) ? DONE : FAILED,
    [OPCODE.MEM_DATA]: (request) => {
      const payload = payloadOf(request);
      if (!(payload instanceof Uint8Array)) return payload;
      return memory.data(payload.length) ? DONE : FAILED;
    },
    [OPCODE.MEM_END]: ({ data }) => {
      if (data.length < 8) return BAD;
      if (wordAt(data, 0) !== 0) return DONE;
      const start = memory.segmentOf(wordAt(data, 1));
      memory.reset();
      return { after: start !== null && chip.stubStarts.includes(start) ? startStub : options.onRun };
    },
  };
  const full: Readonly<Record<number, Handler>> = {
    [OPCODE.SPI_SET_PARAMS]: ({ data }) => (data.length < 24 ? BAD : DONE),
    [OPCODE.SPI_ATTACH]: ({ data }) => {
      isAttached = data.length >= 4;
      return isAttached ? DONE : BAD;
    },
    [OPCODE.CHANGE_BAUDRATE]: ({ data }) => {
      const baud = wordAt(data, 0);
      return baud === 0 ? BAD : { after: () => options.onBaud(baud) };
    },
    [OPCODE.FLASH_DEFL_BEGIN]: begin(true),
    [OPCODE.FLASH_DEFL_DATA]: block(true),
    [OPCODE.FLASH_DEFL_END]: end,
    [OPCODE.SPI_FLASH_MD5]: ({ data }) => {
      const [address, length] = [wordAt(data, 0), wordAt(data, 1)];
      if (data.length < 16 || address + length > flash.sizeBytes) return BAD;
      const digest = createHash('md5').update(flash.read(address, length)).digest();
      return { data: mode === 'stub' ? digest : new TextEncoder().encode(digest.toString('hex')) };
    },
  };
  const security: Readonly<Record<number, Handler>> = {
    [OPCODE.GET_SECURITY_INFO]: () => {
      const data = new Uint8Array(SECURITY_WORDS_BEFORE_ID + 8);
      data.set(words(chip.chipId ?? 0), SECURITY_WORDS_BEFORE_ID);
      return { data };
    },
  };
  const romOnly: Readonly<Record<number, Handler>> = {
    [OPCODE.READ_FLASH_SLOW]: ({ data }) => {
      const [address, length] = [wordAt(data, 0), wordAt(data, 1)];
      if (data.length < 8 || length > SLOW_READ_BYTES || address + length > flash.sizeBytes) return BAD;
      const bytes = new Uint8Array(SLOW_READ_BYTES);
      bytes.set(flash.read(address, length));
      return { data: bytes };
    },
  };
  const stubOnly: Readonly<Record<number, Handler>> = {
    [OPCODE.ERASE_FLASH]: () => {
      eraseSectors(flash, 0, flash.sizeBytes / sectorBytes);
      return DONE;
    },
    [OPCODE.ERASE_REGION]: ({ data }) => {
      const [address, length] = [wordAt(data, 0), wordAt(data, 1)];
      const isWhole = address % sectorBytes === 0 && length % sectorBytes === 0;
      if (data.length < 8 || !isWhole || address + length > flash.sizeBytes) return FAILED;
      eraseSectors(flash, address, length / sectorBytes);
      return DONE;
    },
    [OPCODE.READ_FLASH]: ({ data }) => {
      const [address, length, packetBytes] = [wordAt(data, 0), wordAt(data, 1), wordAt(data, 2)];
      if (data.length < 16 || !reader.canRead(address, length, packetBytes)) return BAD;
      return { after: () => reader.start(address, length, packetBytes, wordAt(data, 3)) };
    },
  };
  const rom: Readonly<Record<number, Handler>> = {
    ...common,
    ...(chip.hasFullRom ? { ...full, ...romOnly } : {}),
    ...(chip.chipId === null ? {} : security),
  };
  const stub: Readonly<Record<number, Handler>> = {
    ...common,
    ...full,
    ...stubOnly,
    ...(chip.chipId === null ? {} : security),
  };

  const answer = (op: number, outcome: Outcome): Uint8Array => {
    const { fault, value = 0, data = new Uint8Array(0) } = outcome;
    before = { op, value };
    const error = fault === undefined ? 0 : (mode === 'rom' ? ROM_ERROR : STUB_ERROR)[fault];
    const statusBytes = mode === 'rom' ? chip.statusBytes : 2;
    return encodeFrame(encodeResponse({ op, value, data, error, statusBytes }));
  };
  /** In one burst: hosts flush their input right after the first of them. */
  const sendTimes = (frame: Uint8Array, times: number): void => {
    const burst = new Uint8Array(frame.length * times);
    for (let index = 0; index < times; index++) burst.set(frame, index * frame.length);
    options.send(burst);
  };
  const refuse = (op: number): void => {
    if (mode === 'rom') sendTimes(answer(before.op, { ...BAD, value: before.value }), UNSUPPORTED_ANSWERS);
    else sendFrame(encodeResponse({ op, error: STUB_ERROR.UNKNOWN, statusBytes: 2 }));
  };
  const sync = (data: Uint8Array): void => {
    const isSync = data.length === SYNC_DATA.length && data.every((byte, index) => byte === SYNC_DATA[index]);
    if (!isSync) options.send(answer(OPCODE.SYNC, BAD));
    else sendTimes(answer(OPCODE.SYNC, { value: mode === 'rom' ? wordAt(SYNC_DATA, 0) : 0 }), SYNC_ANSWERS);
  };
  const execute = (request: Request): void => {
    const handler = (mode === 'rom' ? rom : stub)[request.op];
    if (request.op === OPCODE.SYNC) sync(request.data);
    else if (mode === 'stub' && request.op === OPCODE.RUN_USER_CODE) options.onRun();
    else if (handler === undefined) refuse(request.op);
    else {
      const outcome = handler(request);
      options.send(answer(request.op, outcome));
      outcome.after?.();
    }
  };
  const onFrame = (frame: Uint8Array): void => {
    if (reader.take(frame)) return;
    const request = decodeRequest(frame);
    if (request === 'length') options.send(answer(frame[1] ?? 0, BAD));
    else if (request !== null) execute(request);
  };
  const decoder = createSlipDecoder({ maxFrameBytes: MAX_FRAME_BYTES, onFrame });
  return {
    get mode() {
      return mode;
    },
    receive: (bytes) => decoder.push(bytes),
    reset() {
      mode = 'rom';
      isAttached = false;
      before = { op: 0, value: 0 };
      decoder.reset();
      memory.reset();
      writer.reset();
      reader.reset();
    },
  };
}
