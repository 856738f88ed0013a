/** Reads `boards.json`: shape by its JSON Schema, then what a schema cannot say. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ErrorObject } from 'ajv';
import { ToolError } from '../errors.ts';
import type { Board } from './board.ts';
import type { BoardsFile } from './boards-file.ts';
import { faultsIn } from './faults.ts';

const PROJECT_FILE = fileURLToPath(new URL('../../boards.json', import.meta.url));
let projectBoards: Board[] | undefined;

/**
 * All boards of a file, by default the project's own.
 * @throws ToolError BOARDS_INVALID with one line a fault, each with its JSON path.
 */
export function loadBoards(path?: string): Board[] {
  if (path !== undefined) return readBoards(path);
  projectBoards ??= readBoards(PROJECT_FILE);
  return projectBoards;
}

/**
 * The project's board with this id.
 * @throws ToolError BOARD_UNKNOWN, with the ids there are and the nearest of them.
 */
export function findBoard(id: string): Board {
  const boards = loadBoards();
  const board = boards.find((candidate) => candidate.id === id);
  if (board) return board;
  const near = boards.find(
    (candidate) => squeeze(candidate.id) === squeeze(id) || candidate.id.startsWith(id),
  );
  const ids = boards.map((candidate) => candidate.id).join(', ');
  throw new ToolError('BOARD_UNKNOWN', `board "${id}": not found in boards.json.`, {
    help: `${near ? `Did you mean ${near.id}? ` : ''}Available boards: ${ids}.`,
  });
}

/** Ids differ by hyphens and case only when mistyped: `ESP32C3` means `esp32-c3`. */
function squeeze(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function readBoards(path: string): Board[] {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolError('BOARDS_INVALID', `${name}: not valid JSON: ${reason}.`, { cause });
  }
  const shape = new Ajv({ allErrors: true, strict: false, validateSchema: false }).compile<BoardsFile>(
    JSON.parse(readFileSync(new URL('./boards.schema.json', import.meta.url), 'utf8')),
  );
  const lines = shape(parsed) ? faultsIn(parsed) : shapeFaults(shape.errors ?? [], parsed);
  if (lines.length > 0) {
    throw new ToolError('BOARDS_INVALID', lines.map((line) => `${name} ${line}`).join('\n'));
  }
  return joinChips(parsed as BoardsFile);
}

function joinChips({ chips, boards }: BoardsFile): Board[] {
  const byId = new Map(chips.map((chip) => [chip.id as string, chip]));
  return boards.flatMap((board) => {
    const chip = byId.get(board.chip);
    return chip ? [{ ...board, chip }] : [];
  });
}

function shapeFaults(errors: readonly ErrorObject[], root: unknown): string[] {
  // A branch of `anyOf` that failed says it twice: once for null, once for the union.
  const notified = errors.filter(
    (error) => error.keyword !== 'anyOf' && !(error.keyword === 'type' && error.params.type === 'null'),
  );
  return notified.map((error) => {
    const value = error.instancePath
      .split('/')
      .slice(1)
      .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], root);
    const shown = typeof value === 'object' && value !== null ? 'it' : JSON.stringify(value);
    return `${error.instancePath || '/'}: ${shown} ${explain(error)}.`;
  });
}

function explain(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties')
    return `has an unknown field "${error.params.additionalProperty}". Remove it`;
  if (error.keyword === 'required') return `is missing the field "${error.params.missingProperty}". Add it`;
  if (error.keyword === 'enum')
    return `is not one of ${error.params.allowedValues.join(', ')}. Use one of them`;
  return error.message ?? 'is wrong';
}
