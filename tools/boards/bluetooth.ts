/** A board whose Bluetooth is switched off: it has more variables, and what that takes is said. */
import { ToolError } from '../errors.ts';
import type { Board } from './board.ts';

/** What a person has to do, and what it erases: the firmware removes saved code and restarts. */
export const BLUETOOTH_OFF_STEPS = [
  'This image needs Bluetooth off; the firmware starts with it on. Once, after flashing:',
  '  tinwire repl, then enter: ESP32.enableBLE(false)',
  'This erases the boot code and restarts the board; images and settings are kept. Then: tinwire upload',
];

/** The board with its count of variables once Bluetooth is off. @throws ToolError BLUETOOTH_BAD where that is not known. */
export function withoutBluetooth(board: Board): Board {
  const { withoutBluetooth: count, ...variables } = board.chip.variables;
  if (count === undefined) {
    throw new ToolError(
      'BLUETOOTH_BAD',
      `${board.id}: its variables with Bluetooth off have not been measured.`,
      { help: 'Omit --no-bluetooth.' },
    );
  }
  return { ...board, chip: { ...board.chip, variables: { ...variables, count } } };
}

/** Whether an image that counts on `limit` variables needs Bluetooth off on this board. */
export function needsBluetoothOff({ chip: { variables } }: Board, limit: number): boolean {
  return limit > variables.count && limit === variables.withoutBluetooth;
}
