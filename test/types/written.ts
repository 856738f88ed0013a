/** What the hand-written part of the board's types declares. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-5';

/** The library's folder. */
export const LIBRARY = fileURLToPath(new URL('../../firmware/types/espruino/', import.meta.url));
/** What the files in it that `npm run types` writes are called. */
const GENERATED = /^generated-/;

/** Names that need not be generated. */
export interface Written {
  /** Members of each interface, those of its base too. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Variables and functions of the root. */
  readonly values: ReadonlySet<string>;
}

/** Reads the hand-written files. */
export function readWritten(): Written {
  const members = new Map<string, Set<string>>();
  const bases = new Map<string, string>();
  const values = new Set<string>();
  for (const name of readdirSync(LIBRARY)) {
    if (GENERATED.test(name) || !name.endsWith('.d.ts')) continue;
    const text = readFileSync(path.join(LIBRARY, name), 'utf8');
    for (const statement of ts.createSourceFile(name, text, ts.ScriptTarget.ES2022).statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        const known = members.get(statement.name.text) ?? new Set();
        members.set(statement.name.text, known);
        for (const { name: member } of statement.members) {
          if (member && ts.isIdentifier(member)) known.add(member.text);
        }
        const base = statement.heritageClauses?.[0]?.types[0]?.expression;
        if (base && ts.isIdentifier(base)) bases.set(statement.name.text, base.text);
      } else if (ts.isFunctionDeclaration(statement) && statement.name) {
        values.add(statement.name.text);
      } else if (ts.isVariableStatement(statement)) {
        for (const { name: variable } of statement.declarationList.declarations) {
          if (ts.isIdentifier(variable)) values.add(variable.text);
        }
      }
    }
  }
  for (const [name, base] of bases)
    for (const member of members.get(base) ?? []) members.get(name)?.add(member);
  return { members, values };
}
