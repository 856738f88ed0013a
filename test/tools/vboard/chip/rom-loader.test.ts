import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rom from '../../../../tools/protocol/rom-command.ts';
import { createSlipDecoder, encodeFrame } from '../../../../tools/protocol/slip.ts';
import { norFlash } from '../../../../tools/vboard/chip/flash.ts';
import { romChipOf } from '../../../../tools/vboard/chip/rom-chips.ts';
import { createRomLoader } from '../../../../tools/vboard/chip/rom-loader.ts';

type ChipId = 'esp8266' | 'esp32' | 'esp32c3' | 'esp32s3';

function bench(id: ChipId) {
  const chip = romChipOf({ chip: { id } });
  assert.ok(chip !== null);
  const cells = new Uint8Array(1 << 20);
  const events: string[] = [];
  let out: number[] = [];
  const loader = createRomLoader({
    chip,
    flash: norFlash(cells, 4096),
    mac: Uint8Array.of(0x5c, 0xcf, 0x7f, 1, 2, 3),
    send: (bytes) => {
      out.push(...bytes);
      events.push('send');
    },
    onBaud: (baud) => events.push(`baud ${baud}`),
    onRun: () => events.push('run'),
  });
  const frames = (): Uint8Array[] => {
    const found: Uint8Array[] = [];
    createSlipDecoder({ maxFrameBytes: 65536, onFrame: (frame) => found.push(frame) }).push(
      Uint8Array.from(out),
    );
    out = [];
    return found;
  };
  const ask = (request: Uint8Array): rom.Response => {
    loader.receive(encodeFrame(request));
    const [frame] = frames();
    assert.ok(frame !== undefined);
    const answer = rom.decodeResponse(frame, loader.mode === 'stub' ? 2 : chip.statusBytes);
    assert.ok(answer !== null);
    return answer;
  };
  return { chip, cells, events, loader, frames, ask };
}

test('answers the recorded first bytes of an ESP8266 session', () => {
  const { loader, frames } = bench('esp8266');
  for (const byte of encodeFrame(rom.encodeRequest(rom.OPCODE.SYNC, rom.SYNC_DATA))) {
    loader.receive(Uint8Array.of(byte));
  }
  const answers = frames().map((frame) => Buffer.from(frame).toString('hex'));
  assert.deepEqual(answers, Array<string>(8).fill('01080200070712200000'));
  loader.receive(Buffer.from('c0000a04000000000000100040c0', 'hex'));
  assert.deepEqual(
    frames().map((frame) => Buffer.from(frame).toString('hex')),
    ['010a020001c1f0ff0000'],
  );
});

// Seen on the ESP32's own ROM in a full-chip emulator.
test('an unsupported command behind SYNC is answered by an ESP32 in eight frames that carry the number of SYNC', () => {
  const { loader, frames } = bench('esp32');
  loader.receive(encodeFrame(rom.encodeRequest(rom.OPCODE.SYNC, rom.SYNC_DATA)));
  frames();
  loader.receive(encodeFrame(rom.encodeRequest(rom.OPCODE.GET_SECURITY_INFO, new Uint8Array(0))));
  assert.deepEqual(
    frames().map((frame) => Buffer.from(frame).toString('hex')),
    Array<string>(8).fill('010804000707122001050000'),
  );
});

test('refuses in eight frames of one burst what an ESP8266 has not', () => {
  for (const op of [0x10, 0x13, 0x0f, 0x0d, 0x14, 0xd0]) {
    const { loader, frames, events } = bench('esp8266');
    loader.receive(encodeFrame(rom.encodeRequest(op, new Uint8Array(16))));
    assert.equal(events.length, 1);
    assert.equal(frames().length, 8);
  }
});

test('erases more than asked on an ESP8266, and exactly what was asked on an ESP32', () => {
  for (const [id, sectors] of [
    ['esp8266', 4],
    ['esp32', 2],
  ] as const) {
    const { ask, cells } = bench(id);
    if (id === 'esp32') ask(rom.encodeRequest(rom.OPCODE.SPI_ATTACH, new Uint8Array(8)));
    ask(rom.encodeRequest(rom.OPCODE.FLASH_BEGIN, rom.words(8192, 8, 1024, 0)));
    assert.equal(cells.indexOf(0), sectors * 4096);
  }
});

test('refuses a wrong checksum with 7 and a write beyond the flash', () => {
  const { ask } = bench('esp8266');
  assert.equal(ask(rom.encodeRequest(rom.OPCODE.FLASH_BEGIN, rom.words(4096, 4, 1024, 0))).isOk, true);
  const block = rom.encodeDataRequest(rom.OPCODE.FLASH_DATA, 0, new Uint8Array(1024));
  block[4] = 0x11;
  assert.equal(ask(block).error, rom.ROM_ERROR.CHECKSUM);
  assert.equal(ask(rom.encodeRequest(rom.OPCODE.FLASH_BEGIN, rom.words(4096, 4, 1024, 1 << 20))).isOk, false);
});

test('an ESP32 writes to flash only once that was attached, with all of its bytes', () => {
  const { ask } = bench('esp32');
  const begin = rom.encodeRequest(rom.OPCODE.FLASH_BEGIN, rom.words(4096, 1, 1024, 0x1000));
  const attach = (sizeBytes: number) =>
    ask(rom.encodeRequest(rom.OPCODE.SPI_ATTACH, new Uint8Array(sizeBytes))).isOk;
  assert.equal(ask(begin).isOk, false);
  assert.equal(attach(0), false);
  assert.equal(attach(3), false);
  assert.equal(ask(begin).isOk, false);
  assert.equal(attach(8), true);
  assert.equal(ask(begin).isOk, true);
  assert.equal(attach(2), false);
  assert.equal(ask(begin).isOk, false);
});

test('changes the baud rate after its answer', () => {
  const { ask, events } = bench('esp32');
  ask(rom.encodeRequest(rom.OPCODE.CHANGE_BAUDRATE, rom.words(921600, 0)));
  assert.deepEqual(events, ['send', 'baud 921600']);
});

test('becomes a stub that syncs with 0, and the ROM again after a reset', () => {
  const { ask, frames, loader, chip } = bench('esp32c3');
  const start = chip.stubStarts[0] ?? 0;
  ask(rom.encodeRequest(rom.OPCODE.MEM_BEGIN, rom.words(8, 1, 0x1800, start)));
  ask(rom.encodeDataRequest(rom.OPCODE.MEM_DATA, 0, new Uint8Array(8)));
  loader.receive(encodeFrame(rom.encodeRequest(rom.OPCODE.MEM_END, rom.words(0, start + 4))));
  assert.deepEqual(frames().at(-1), rom.STUB_GREETING);
  assert.equal(loader.mode, 'stub');
  assert.equal(ask(rom.encodeRequest(rom.OPCODE.SYNC, rom.SYNC_DATA)).value, 0);
  loader.reset();
  assert.equal(loader.mode, 'rom');
});

test('survives every command with every short length, in both modes', () => {
  for (const id of ['esp8266', 'esp32c3'] as const) {
    for (let op = 0; op < 256; op++) {
      const { loader } = bench(id);
      for (const length of [0, 3, 4, 12, 16, 17, 24]) {
        loader.receive(encodeFrame(rom.encodeRequest(op, new Uint8Array(length).fill(0xfe))));
      }
    }
  }
});
