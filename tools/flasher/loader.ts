/**
 * The chip's flash through its ROM loader and esptool-js' stub. The one place that knows esptool-js (0.7.0) and what to
 * work around in it: its reset after flashing (never called, see `reset.ts`), its flash id on the ESP8266, its console
 * output (`loader-line.ts`), and blocks that it sends twice into the stub's inflater (each block is a stream of its own).
 */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { ESPError, ESPLoader, UnexpectedChipIdError, UnexpectedChipMagicError } from 'esptool-js';
import { loaderSequences, type ResetSequence, simulateReset } from '../console/reset.ts';
import { ToolError } from '../errors.ts';
import type { Transport } from '../transport/transport.ts';
import type { WebSerialPort } from '../transport/web-serial.ts';
import { LoaderLine } from './loader-line.ts';

/** The rate of every ROM loader after reset. */
export const ROM_BAUD = 115_200;
/** A run of SYNCs; the stub of a flash that was cut may still run at a higher rate. */
const BAUDS_WITHOUT_RESET = [ROM_BAUD, 460_800, 230_400];
/** Also what the stub erases at once. */
export const BLOCK_BYTES = 0x10000;
const MIN_FLASH_CODE = 0x12;
const MAX_FLASH_CODE = 0x18;

/** A line, and the same line as esptool-js wants it. */
export interface LoaderPort {
  readonly transport: Transport;
  readonly webSerial: WebSerialPort;
}

/** A chip whose stub runs. Every method rejects FLASH_LINE when the line fails, FLASH_ABORTED, TRANSPORT_CLOSED. */
export interface Loader {
  /** As esptool has it: `ESP8266`, `ESP32`, `ESP32-C3`. */
  readonly chip: string;
  /** `aa:bb:cc:dd:ee:ff`. */
  readonly mac: string;
  /** `null`: its flash chip does not report it. */
  readonly flashBytes: number | null;
  /** Hex. */
  md5(address: number, sizeBytes: number): Promise<string>;
  read(address: number, sizeBytes: number): Promise<Uint8Array>;
  /** Erases and writes up to `BLOCK_BYTES` from a 4 KiB boundary, compressed; what is there is not checked. */
  writeBlock(address: number, bytes: Uint8Array): Promise<void>;
  eraseAll(): Promise<void>;
  /** Changes the rate on both ends and asks whether the chip still answers. */
  setBaud(baud: number): Promise<void>;
  /** Makes the stub restart the chip: for a line without DTR and RTS. */
  restart(): Promise<void>;
}

/**
 * Brings the chip into its loader and starts the stub.
 * @throws ToolError FLASH_NO_LOADER, FLASH_CHIP_UNKNOWN, FLASH_STUB, FLASH_ABORTED, TRANSPORT_CLOSED.
 */
export async function openLoader(
  port: LoaderPort,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<Loader> {
  const { transport, webSerial } = port;
  const sequences = loaderSequences(transport);
  const attempts: readonly { sequence: ResetSequence | null; baud: number }[] =
    sequences.length > 0
      ? sequences.map((sequence) => ({ sequence, baud: ROM_BAUD }))
      : BAUDS_WITHOUT_RESET.slice(0, transport.baud === null ? 1 : undefined).map((baud) => ({
          sequence: null,
          baud,
        }));
  for (const { sequence, baud } of attempts) {
    const line = new LoaderLine(webSerial, options.signal);
    const esp = new ESPLoader({ transport: line, baudrate: baud, romBaudrate: baud, terminal: SILENT });
    try {
      if (sequence) {
        await transport.setBaud(ROM_BAUD);
        await simulateReset(transport, sequence);
      }
      await esp.connect('no_reset', 1, true);
    } catch (error) {
      await line.disconnect();
      // The library takes every fault of a SYNC for silence.
      if (options.signal?.aborted) throw new ToolError('FLASH_ABORTED', 'flash: interrupted.');
      if (error instanceof UnexpectedChipIdError || error instanceof UnexpectedChipMagicError)
        throw unknownChip(transport, error);
      if (error instanceof ESPError) continue;
      throw asToolError(transport, error);
    }
    return startLoader(transport, esp, line);
  }
  throw new ToolError(
    'FLASH_NO_LOADER',
    `${transport.name}: no answer from the loader; ${resets(sequences.length)}.`,
    {
      help: 'Hold the button BOOT (FLASH on NodeMCU; GPIO0, on the C3 GPIO9), press and release RST (EN), then release BOOT and try again.',
    },
  );
}

async function startLoader(transport: Transport, esp: ESPLoader, line: LoaderLine): Promise<Loader> {
  const guard = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work;
    } catch (error) {
      throw asToolError(transport, error);
    }
  };
  const chip = esp.chip.CHIP_NAME;
  const mac = await guard(esp.chip.readMac(esp));
  await guard(
    esp.runStub().catch((cause) => {
      if (!(cause instanceof ESPError)) throw cause;
      throw new ToolError(
        'FLASH_STUB',
        `${transport.name}: the flasher stub does not start on the ${chip}.`,
        {
          help: 'Try again, or write the files of tinwire flash --dry-run with esptool --no-stub.',
          cause,
        },
      );
    }),
  );
  if (!esp.IS_STUB)
    throw new ToolError(
      'FLASH_STUB',
      `${transport.name}: the ${chip} does not allow a flasher stub (secure download mode).`,
      {
        help: 'The chip was locked by its manufacturer; use another board.',
      },
    );
  // The digest of a read follows its data, after which the library would give up waiting only in 100 s.
  esp.FLASH_READ_TIMEOUT = 2000;
  const flashBytes = await guard(readFlashBytes(esp));

  return {
    chip,
    mac,
    flashBytes,
    md5: (address, sizeBytes) => guard(esp.flashMd5sum(address, sizeBytes)),
    read: (address, sizeBytes) =>
      guard(
        (async () => {
          const bytes = await esp.readFlash(address, sizeBytes);
          const digest = await line.read(esp.FLASH_READ_TIMEOUT);
          const expected = createHash('md5').update(bytes).digest();
          if (!expected.equals(digest)) throw new ESPError('the data read does not match its digest');
          return bytes;
        })(),
      ),
    writeBlock: (address, bytes) => guard(writeBlock(esp, address, bytes)),
    eraseAll: () => guard(esp.eraseFlash().then(() => undefined)),
    setBaud: (baud) => guard(changeBaud(transport, esp, line, baud)),
    restart: () =>
      guard(
        (async () => {
          await esp.flashBegin(0, 0);
          await esp.flashFinish(true).catch(() => undefined);
        })(),
      ),
  };
}

const SILENT = { clean: () => {}, write: () => {}, writeLine: () => {} };

async function writeBlock(esp: ESPLoader, address: number, bytes: Uint8Array): Promise<void> {
  const packed = deflateSync(bytes, { level: 9 });
  await esp.flashDeflBegin(bytes.length, packed.length, address);
  for (let at = 0, sequence = 0; at < packed.length; at += esp.FLASH_WRITE_SIZE, sequence++) {
    const data = packed.subarray(at, at + esp.FLASH_WRITE_SIZE);
    const packet = new Uint8Array(16 + data.length);
    new DataView(packet.buffer).setUint32(0, data.length, true);
    new DataView(packet.buffer).setUint32(4, sequence, true);
    packet.set(data, 16);
    // Not `flashDeflBlock`: it sends a block again whose answer was lost, and the stub would inflate it twice.
    await esp.checkCommand('write', esp.ESP_FLASH_DEFL_DATA, packet, esp.checksum(data), 0, 5000);
  }
}

async function changeBaud(
  transport: Transport,
  esp: ESPLoader,
  line: LoaderLine,
  baud: number,
): Promise<void> {
  if (transport.baud === null || transport.baud === baud) return;
  const packet = new Uint8Array(8);
  new DataView(packet.buffer).setUint32(0, baud, true);
  new DataView(packet.buffer).setUint32(4, transport.baud, true);
  await esp.checkCommand('change the rate', esp.ESP_CHANGE_BAUDRATE, packet);
  await transport.setBaud(baud);
  await line.drainInput(20, 100);
  await esp.readReg(esp.CHIP_DETECT_MAGIC_REG_ADDR, 500);
}

async function readFlashBytes(esp: ESPLoader): Promise<number | null> {
  if (esp.chip.CHIP_NAME === 'ESP8266') {
    // The ESP8266 has no register for the length of an answer; the library takes the 0 that says so for an offset.
    esp.chip = Object.create(esp.chip, {
      SPI_MOSI_DLEN_OFFS: { value: null },
      SPI_MISO_DLEN_OFFS: { value: null },
    });
  }
  const code = ((await esp.readFlashId()) >> 16) & 0xff;
  return code >= MIN_FLASH_CODE && code <= MAX_FLASH_CODE ? 2 ** code : null;
}

function asToolError(transport: Transport, error: unknown): unknown {
  if (error instanceof ToolError) return error;
  if (error instanceof ESPError) {
    return new ToolError('FLASH_LINE', `${transport.name}: the board no longer answers correctly.`, {
      help: 'Try another cable, or a lower --baud.',
      cause: error,
    });
  }
  return error;
}

function unknownChip(transport: Transport, cause: Error): ToolError {
  return new ToolError('FLASH_CHIP_UNKNOWN', `${transport.name}: has an unknown chip (${cause.message}).`, {
    help: 'Supported chips: ESP8266, ESP32, ESP32-C3 and ESP32-S3.',
    cause,
  });
}

function resets(count: number): string {
  return count === 0
    ? 'the line has no DTR and RTS to reset the board'
    : `the board was reset in ${count} ways`;
}
