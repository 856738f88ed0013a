import { ToolError } from '../errors.ts';
import type { Finding } from './dialect/finding.ts';

/** Why there is no image: code `BUILD_REFUSED`, with every finding. */
export class BuildRefused extends ToolError {
  readonly boardId: string;
  readonly findings: readonly Finding[];

  constructor(boardId: string, findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    super(
      'BUILD_REFUSED',
      `${boardId}: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}: this board cannot run the sources.`,
      {
        help: 'Each finding suggests what to write instead.',
      },
    );
    this.boardId = boardId;
    this.findings = findings;
  }
}
