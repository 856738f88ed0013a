/** What is wrong in a well-formed `boards.json`: references, pins and flash areas that cannot be. */
import type { Chip } from './board.ts';
import type { BoardsFile } from './boards-file.ts';
import { type Symbols, symbolsOf } from './symbols.ts';

/** An image that draws text, its glyphs, settings and room for a second image. */
const DISPLAY_STORAGE_BYTES = 65_536;

/** One line a fault: JSON path, the value, what to do. Empty: nothing is wrong. */
export function faultsIn({ chips, boards }: BoardsFile): string[] {
  const chipIds = chips.map((chip) => chip.id);
  return [
    ...repeated(chipIds, '/chips'),
    ...repeated(
      boards.map((board) => board.id),
      '/boards',
    ),
    ...chips.flatMap((chip, index) => chipFaults(chip, `/chips/${index}`)),
    ...boards.flatMap((board, index) => {
      const path = `/boards/${index}`;
      const chip = chips.find((candidate) => candidate.id === board.chip);
      if (!chip) {
        return [
          `${path}/chip: "${board.chip}" is not a chip listed in /chips. Use one of ${chipIds.join(', ')}.`,
        ];
      }
      return [
        ...pinFaults(board, chip, path),
        ...flashFaults(board, chip, path),
        ...displayFaults(board, chip, path),
      ];
    }),
  ];
}

function repeated(ids: readonly string[], path: string): string[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [`${path}/${index}/id: "${id}" is already used by ${path}/${ids.indexOf(id)}. Rename it.`]
      : [],
  );
}

function chipFaults(chip: Chip, path: string): string[] {
  const faults = symbolsFor(chip)
    ? []
    : [
        `${path}/firmware/board: "${chip.firmware.board}" is not a build in interpreter-symbols.json. Use one of its names.`,
      ];
  const offsets = chip.firmware.files.map((file) => file.offsetBytes);
  chip.firmware.files.forEach((file, index) => {
    const at = `${path}/firmware/files/${index}/offsetBytes`;
    if (offsets.indexOf(file.offsetBytes) < index)
      faults.push(`${at}: ${file.offsetBytes} is already used by another file. Correct it.`);
    if (isInStorage(file.offsetBytes, chip))
      faults.push(`${at}: ${file.offsetBytes} is inside Storage. Correct the offset or /storage.`);
  });
  return faults;
}

function isInStorage(offsetBytes: number, { storage }: Chip): boolean {
  return (
    offsetBytes >= storage.addressBytes &&
    offsetBytes < storage.addressBytes + storage.pageSizeBytes * storage.pages
  );
}

function displayFaults(board: BoardsFile['boards'][number], { id, storage }: Chip, path: string): string[] {
  const sizeBytes = storage.pageSizeBytes * storage.pages;
  return board.display && sizeBytes < DISPLAY_STORAGE_BYTES
    ? [
        `${path}/display: ${id} has ${sizeBytes} bytes of Storage, too few for an image with glyphs (${DISPLAY_STORAGE_BYTES}). Set it to null.`,
      ]
    : [];
}

function symbolsFor(chip: Chip): Symbols | undefined {
  try {
    return symbolsOf(chip.firmware.board);
  } catch {
    return undefined;
  }
}

function pinFaults(board: BoardsFile['boards'][number], chip: Chip, path: string): string[] {
  const { display, led, button } = board;
  const uses = Object.entries({
    'display/sda': display?.sda,
    'display/scl': display?.scl,
    'display/reset': display?.reset,
    'led/pin': led?.pin,
    'button/pin': button?.pin,
  }).flatMap(([where, pin]) => (pin ? [{ where, pin }] : []));
  const pins = symbolsFor(chip)?.pins;
  // Of a chip that is at fault itself, pins are not known.
  if (!pins) return [];
  return uses.flatMap(({ where, pin }, index) => {
    const first = uses.findIndex((use) => use.pin === pin);
    if (!pins.includes(pin)) {
      return [
        `${path}/${where}: "${pin}" is not a pin of ${chip.id}. Use one of ${pins[0]} to ${pins.at(-1)}.`,
      ];
    }
    return first < index
      ? [`${path}/${where}: "${pin}" is already used by ${path}/${uses[first]?.where}. Use another pin.`]
      : [];
  });
}

function flashFaults(board: BoardsFile['boards'][number], chip: Chip, path: string): string[] {
  if (chip.family === 'LINUX') return [];
  const { storage, firmware } = chip;
  const needs = [
    { what: 'the end of Storage', bytes: storage.addressBytes + storage.pageSizeBytes * storage.pages },
    ...firmware.files.map((file) => ({ what: `the offset of ${file.name}`, bytes: file.offsetBytes })),
  ];
  return needs
    .filter(({ bytes }) => bytes > board.flashBytes)
    .map(
      ({ what, bytes }) =>
        `${path}/flashBytes: ${board.flashBytes} is less than ${what}, ${bytes}. Use a chip with a smaller layout.`,
    );
}
