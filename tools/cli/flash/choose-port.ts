import { statSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../../errors.ts';
import { cleanLine } from '../../text/clean-text.ts';
import { listPorts, type PortInfo } from '../../transport/list.ts';

/** The link that `tinwire sim --usb pty --usb-link ./board` makes: then commands in the same folder find it. */
const VIRTUAL_LINK = './board';

/** The named port, or the only board there is: on USB, or the virtual one whose link stands in `directory`. */
export async function findPort(directory: string, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const virtual = { name: VIRTUAL_LINK, usb: null, description: 'virtual board', isCandidate: true };
  const ports = await listPorts();
  return choosePort(undefined, isPort(path.join(directory, VIRTUAL_LINK)) ? [...ports, virtual] : ports);
}

function isPort(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isCharacterDevice() ?? false;
}

/** The named port, or the only candidate. @throws ToolError PORT_NONE, PORT_SEVERAL. */
export function choosePort(named: string | undefined, ports: readonly PortInfo[]): string {
  if (named !== undefined) return named;
  const candidates = ports.filter(({ isCandidate }) => isCandidate);
  const [first] = candidates;
  if (first === undefined) {
    throw new ToolError('PORT_NONE', 'no port: no board found on this computer.', {
      help: 'Check the cable (some are charge-only) and the driver of the serial chip, or name the port with --port.',
    });
  }
  if (candidates.length > 1) {
    throw new ToolError('PORT_SEVERAL', `ports: ${candidates.map(portText).join(', ')} could be the board.`, {
      help: `Name one: --port ${first.name}.`,
    });
  }
  return first.name;
}

/** A port in a line: `/dev/ttyUSB0 (CP210x)`. */
export function portText({ name, description }: PortInfo): string {
  return cleanLine(description === null ? name : `${name} (${description})`);
}
