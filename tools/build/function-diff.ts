/** What an edit changed of a development image: bodies of root functions, which a running board can take, or more. */
import { type AnyNode, parse } from 'acorn';

/** A root function's text and where it stands in the image. */
export interface ImageFunction {
  readonly name: string;
  readonly code: string;
  /** Of its first character in the image. */
  readonly offset: number;
}

/** A root statement that a running board cannot take. */
export interface Obstacle {
  /** In the user's words, without its place. */
  readonly reason: string;
  /** Where it stands in the image; `null`: it is gone. */
  readonly offset: number | null;
}

/** What two images differ in. */
export type ImageDiff =
  | { readonly kind: 'same' }
  | { readonly kind: 'functions'; readonly changed: readonly ImageFunction[] }
  | { readonly kind: 'restart'; readonly obstacles: readonly Obstacle[] };

const SHOWN_CHARACTERS = 48;

/**
 * Compares two images. Root functions whose text differs, and new ones, can be swapped: declared again, the interpreter
 * puts the new code into the function that is there. Anything else at the root has run already and needs a restart.
 */
export function diffImages(before: string, after: string): ImageDiff {
  const old = rootOf(before);
  const next = rootOf(after);
  const obstacles = changedStatements(old.statements, next.statements);
  const changed = [...next.functions.values()].filter(
    ({ name, code }) => old.functions.get(name)?.code !== code,
  );
  for (const { name, offset } of next.functions.values()) {
    if (old.names.has(name)) obstacles.push({ reason: `${name} was not a function`, offset });
  }
  if (obstacles.length > 0) return { kind: 'restart', obstacles };
  return changed.length === 0 ? { kind: 'same' } : { kind: 'functions', changed };
}

interface Statement {
  readonly text: string;
  readonly offset: number;
}

interface Root {
  readonly functions: ReadonlyMap<string, ImageFunction>;
  readonly statements: readonly Statement[];
  /** Names that other statements declare. */
  readonly names: ReadonlySet<string>;
}

function rootOf(text: string): Root {
  const functions = new Map<string, ImageFunction>();
  const statements: Statement[] = [];
  const names = new Set<string>();
  for (const node of parse(text, { ecmaVersion: 2022, sourceType: 'script' }).body as readonly AnyNode[]) {
    const code = text.slice(node.start, node.end);
    if (node.type === 'FunctionDeclaration' && node.id !== null) {
      functions.set(node.id.name, { name: node.id.name, code, offset: node.start });
    } else {
      statements.push({ text: code, offset: node.start });
      for (const name of declared(node)) names.add(name);
    }
  }
  return { functions, statements, names };
}

function declared(node: AnyNode): string[] {
  if (node.type === 'ClassDeclaration') return node.id === null ? [] : [node.id.name];
  if (node.type !== 'VariableDeclaration') return [];
  return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
}

/** The first statements that differ, from both ends: what stands between them has changed. */
function changedStatements(old: readonly Statement[], next: readonly Statement[]): Obstacle[] {
  let start = 0;
  while (start < old.length && start < next.length && old[start]?.text === next[start]?.text) start++;
  let same = 0;
  const max = Math.min(old.length, next.length) - start;
  while (same < max && old.at(-1 - same)?.text === next.at(-1 - same)?.text) same++;
  const fresh = next.slice(start, next.length - same);
  const gone = old.slice(start, old.length - same);
  if (fresh.length === 0) {
    return gone.map(({ text }) => ({
      reason: `removed from the top level: ${shortened(text)}`,
      offset: null,
    }));
  }
  return fresh.map(({ text, offset }) => ({
    reason: `changed at the top level: ${shortened(text)}`,
    offset,
  }));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS - 3)}...` : line;
}
