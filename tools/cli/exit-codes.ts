import { ToolError } from '../errors.ts';

/** What the command line's exit statuses mean. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Wrong usage or wrong input. */
  usage: 2,
  /** No board or no port there. */
  noBoard: 3,
  timedOut: 4,
  /** The image was refused: dialect or budget. */
  refused: 5,
  interrupted: 130,
} as const;

/** One of `EXIT`'s values. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Error codes whose status does not follow from their suffix. */
const BY_CODE: Readonly<Record<string, ExitStatus>> = {
  BOARD_UNKNOWN: EXIT.usage,
  CONNECT_FAILED: EXIT.noBoard,
  CONNECT_REFUSED: EXIT.noBoard,
  PORT_TAKEN: EXIT.noBoard,
  LISTEN_TAKEN: EXIT.noBoard,
  PORT_NONE: EXIT.noBoard,
  PORT_SEVERAL: EXIT.noBoard,
  TRANSPORT_NOT_FOUND: EXIT.noBoard,
  TRANSPORT_BUSY: EXIT.noBoard,
  TRANSPORT_PERMISSION: EXIT.noBoard,
  TRANSPORT_NO_PORT: EXIT.noBoard,
  TRANSPORT_NO_RFC2217: EXIT.noBoard,
  TRANSPORT_REFUSED: EXIT.noBoard,
  TRANSPORT_UNREACHABLE: EXIT.noBoard,
  FLASH_NO_LOADER: EXIT.noBoard,
  BUILD_REFUSED: EXIT.refused,
  BUDGET_EXCEEDED: EXIT.refused,
  STORAGE_NAME: EXIT.usage,
  STORAGE_EMPTY_FILE: EXIT.usage,
  STORAGE_FULL: EXIT.refused,
  UPLOAD_ROOM: EXIT.refused,
  SESSION_UNKNOWN_FIRMWARE: EXIT.noBoard,
  SESSION_LOADER: EXIT.noBoard,
  SESSION_LOCKED: EXIT.noBoard,
  SESSION_ABORTED: EXIT.interrupted,
  IMAGE_DAMAGED: EXIT.usage,
};

const BY_ENDING: readonly (readonly [RegExp, ExitStatus])[] = [
  [/_ABORTED$/, EXIT.interrupted],
  [/_TIMEOUT$/, EXIT.timedOut],
  [/_(PLAN|BAD|INVALID|UNKNOWN|UNREADABLE|MISSING)$/, EXIT.usage],
];

/** The exit status that an error ends the command with. */
export function exitStatusOf(error: unknown): ExitStatus {
  if (!(error instanceof ToolError)) return EXIT.failed;
  const known = BY_CODE[error.code];
  return known ?? BY_ENDING.find(([ending]) => ending.test(error.code))?.[1] ?? EXIT.failed;
}
