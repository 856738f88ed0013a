import { readFileSync } from 'node:fs';
import type { Plugin } from 'rollup';
import type { Board } from '../../../boards/board.ts';

const ID = 'virtual:board';
/** Of the firmware, which is released with the tools. */
const VERSION: string = JSON.parse(
  readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'),
).version;
const RESOLVED_ID = `\0${ID}`;

/** Serves `virtual:board`: the facts of one board as constants, so that the minifier drops what the board cannot use. */
export function virtualBoard(board: Board): Plugin {
  return {
    name: 'tinwire-virtual-board',
    resolveId: (id) => (id === ID ? RESOLVED_ID : null),
    load: (id) => (id === RESOLVED_ID ? boardModule(board) : null),
  };
}

/** The text of the module. Pins are the interpreter's own globals, such as `D21`; a pin that is not there is undefined. */
export function boardModule(board: Board): string {
  return Object.entries(constantsOf(board))
    .map(([name, value]) => `export const ${name} = ${value};\n`)
    .join('');
}

function constantsOf({ id, chip, display, led, button }: Board): Record<string, string> {
  const constants = {
    id,
    version: VERSION,
    family: chip.family,
    sockets: chip.sockets.count,
    chunkBytes: chip.sockets.chunkBytes,
    connectBlocks: chip.sockets.connectBlocks,
    rejoins: chip.wifi?.rejoins ?? false,
    hasStationAndAp: chip.wifi?.hasStationAndAp ?? false,
    hasRadio: chip.wifi !== null,
    hasOtaServer: chip.hasOtaServer,
    displayController: display?.controller ?? '',
    displayWidthPx: display?.widthPx ?? 0,
    displayHeightPx: display?.heightPx ?? 0,
    displayAddress: display?.address ?? 0,
    displayColumnOffset: display?.columnOffset ?? 0,
    displayBitrateHz: display?.bitrateHz ?? 0,
    ledIsActiveLow: led?.isActiveLow ?? false,
    buttonIsActiveLow: button?.isActiveLow ?? false,
  };
  const pins = {
    displaySda: display?.sda,
    displayScl: display?.scl,
    displayReset: display?.reset,
    ledPin: led?.pin,
    buttonPin: button?.pin,
  };
  return {
    ...Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
    ...Object.fromEntries(Object.entries(pins).map(([name, pin]) => [name, pin ?? 'undefined'])),
  };
}
