/**
 * The one error that the tools throw on purpose.
 * `code` is `AREA_REASON` and is what callers compare; `message` names the thing at fault first, then the value;
 * `help` says what to do next.
 */
export class ToolError extends Error {
  readonly code: string;
  readonly help: string | undefined;

  constructor(code: string, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ToolError';
    this.code = code;
    this.help = options.help;
  }
}
