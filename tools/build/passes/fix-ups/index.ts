import { arrayHoles } from './array-holes.ts';
import { arrowThis } from './arrow-this.ts';
import { division } from './division.ts';
import type { FixUp } from './fix-up.ts';
import { forInNothing } from './for-in-nothing.ts';
import { forInitIn } from './for-init-in.ts';
import { getterReads } from './getter-reads.ts';
import { lateRead } from './late-read.ts';
import { literalInTry } from './literal-in-try.ts';
import { nullComparison } from './null-comparison.ts';
import { regexClassSlash } from './regex-class-slash.ts';
import { skippedBlock } from './skipped-block.ts';
import { templates } from './templates.ts';

/** The repairs in the rounds in which they are applied; the last round must see the arrows that the ones before it made. */
export const FIX_UP_ROUNDS: readonly (readonly FixUp[])[] = [
  [
    division,
    regexClassSlash,
    templates,
    arrayHoles,
    literalInTry,
    forInitIn,
    forInNothing,
    getterReads,
    skippedBlock,
    nullComparison,
    lateRead,
  ],
  [arrowThis],
];
