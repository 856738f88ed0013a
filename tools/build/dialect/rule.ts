import type { Symbols } from '../../boards/symbols.ts';
import type { Program } from '../syntax/program.ts';
import type { Scopes } from '../syntax/scopes.ts';
import type { Finding } from './finding.ts';

/** A script under check, and the board it is for. */
export interface Subject {
  readonly program: Program;
  readonly scopes: Scopes;
  readonly symbols: Symbols;
  readonly hasUnicode: boolean;
}

/** Where a rule found something; a node or a token. */
export interface Spot {
  readonly start: number;
}

/** Reports one finding; `words` replace the rule's own where the case needs its names. */
export type Report = (spot: Spot, words?: { readonly message?: string; readonly instead?: string }) => void;

/** One thing that the interpreter does not run as written. The file's name is the id. */
export interface Rule {
  readonly id: string;
  /** What the interpreter would do. */
  readonly message: string;
  /** What to write. */
  readonly instead: string;
  readonly severity?: Finding['severity'];
  find(subject: Subject, report: Report): void;
}
