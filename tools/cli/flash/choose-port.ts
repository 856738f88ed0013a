import { ToolError } from '../../errors.ts';
import type { PortInfo } from '../../transport/list.ts';
import { cleanLine } from '../clean-text.ts';

/** The named port, or the only candidate. @throws ToolError PORT_NONE, PORT_SEVERAL. */
export function choosePort(named: string | undefined, ports: readonly PortInfo[]): string {
  if (named !== undefined) return named;
  const candidates = ports.filter(({ isCandidate }) => isCandidate);
  const [first] = candidates;
  if (first === undefined) {
    throw new ToolError('PORT_NONE', 'no port: no board is plugged in that this computer knows.', {
      help: 'Check the cable (some only charge) and the driver of the serial chip, or name it with --port.',
    });
  }
  if (candidates.length > 1) {
    throw new ToolError('PORT_SEVERAL', `ports: ${candidates.map(portText).join(', ')} may be the board.`, {
      help: `Name one: --port ${first.name}.`,
    });
  }
  return first.name;
}

/** A port in a line: `/dev/ttyUSB0 (CP210x)`. */
export function portText({ name, description }: PortInfo): string {
  return cleanLine(description === null ? name : `${name} (${description})`);
}
