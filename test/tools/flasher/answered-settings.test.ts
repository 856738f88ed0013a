/** The copy of a board's settings goes when the firmware on the board has answered with them, and stays when it cannot. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { selectorText } from '../../../tools/build/selector.ts';
import { dropWhenAnswered } from '../../../tools/flasher/answered-settings.ts';
import { encodeStorage, type StorageFile } from '../../../tools/protocol/storage-image.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../../tools/vboard/chip/flash.ts';
import { createDevice } from '../../../tools/vboard/device.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { file } from '../../support/flash-run.ts';
import { keeperInMemory } from '../../support/kept-settings.ts';
import { createRomBench } from '../../support/rom-bench.ts';
import { cable } from '../../support/usb-cable.ts';

const BOARD = findBoard('esp8266-4mb');
const MAC = '5c:cf:7f:01:02:03';
const SETTINGS = [file('tinwire.json', '{"name":"x"}'), file('.wificfg', '{"ssid":"home"}')];
const PROGRAM = file('.bootcde', 'setInterval(function(){},9)');
const nobody = async () => null;

/** A board that has just been started with these files, at the end of its cable. */
function started(t: TestContext, files: readonly StorageFile[]) {
  const cells = new Uint8Array(BOARD.flashBytes).fill(0xff);
  for (const { offsetBytes, bytes } of markerFirmware(BOARD, '2v29')) cells.set(bytes, offsetBytes);
  const { storage } = BOARD.chip;
  cells.set(encodeStorage([...files], storage), storage.addressBytes);
  const device = createDevice({
    board: BOARD,
    flash: norFlash(cells, storage.pageSizeBytes),
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
  });
  t.after(() => device.close());
  device.power(true);
  return { device, transport: cable(device.usb) };
}

/** A keeper that has the settings. */
function keeping() {
  const found = keeperInMemory();
  found.keeper.save(MAC, SETTINGS);
  return found;
}

test('a board that answers with its settings needs no copy of them, and its program is not stopped for that', async (t) => {
  const { device, transport } = started(t, [PROGRAM, ...SETTINGS]);
  const { keeper, kept } = keeping();
  assert.equal(await dropWhenAnswered(transport, { keeper, mac: MAC, password: nobody }), null);
  assert.equal(kept.size, 0);
  assert.match((await device.vboard()?.evaluate('setInterval(function(){},9)')) ?? '', /^2$/);
});

for (const [name, files] of [
  ['that lost one', [PROGRAM, ...SETTINGS.slice(1)]],
  ['that has another one', [PROGRAM, file('tinwire.json', '{"name":"y"}'), ...SETTINGS.slice(1)]],
] as const) {
  test(`the copy stays for a board ${name}`, async (t) => {
    const { transport } = started(t, files);
    const { keeper, kept } = keeping();
    assert.equal(
      await dropWhenAnswered(transport, { keeper, mac: MAC, password: nobody }),
      'board on cable: tinwire.json does not read back as written.',
    );
    assert.deepEqual(kept.get(MAC), SETTINGS);
  });
}

test('the copy stays for a board whose console is locked, and goes with its password', async (t) => {
  const password = 'only-for-us';
  const own = file('tinwire.json', JSON.stringify({ console: { password } }));
  const files = [{ name: '.bootcde', data: selectorText(BOARD) }, own];
  const { keeper, kept } = keeperInMemory();
  keeper.save(MAC, [own]);
  const locked = started(t, files);
  assert.equal(
    await dropWhenAnswered(locked.transport, { keeper, mac: MAC, password: nobody }),
    'board on cable: its console requires a password.',
  );
  assert.equal(kept.size, 1);
  const again = started(t, files);
  assert.equal(
    await dropWhenAnswered(again.transport, { keeper, mac: MAC, password: async () => password }),
    null,
  );
  assert.equal(kept.size, 0);
});

test('the copy stays for a board that says nothing, and for one whose line is gone', async () => {
  const silent = createRomBench(BOARD);
  const { keeper, kept } = keeping();
  const asked = { keeper, mac: MAC, password: nobody, timeoutMs: 50 };
  assert.equal(
    await dropWhenAnswered(silent.transport, asked),
    'board on bench: it sent nothing within 0.05 s.',
  );
  assert.match((await dropWhenAnswered(silent.transport, asked)) ?? '', /^(board on )?bench: .*\.$/);
  assert.deepEqual(kept.get(MAC), SETTINGS);
});
