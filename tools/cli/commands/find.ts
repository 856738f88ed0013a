import { type Command, Option } from 'commander';
import { type Answer, BEACON_PORT_OFFSET, DISCOVERY_REQUEST } from '../../peers/udp.ts';
import { cleanLine } from '../../text/clean-text.ts';
import type { Attach } from '../command-context.ts';
import { EXIT } from '../exit-codes.ts';
import { integer, jsonOption, seconds } from '../options.ts';

/** One computer can answer from any number of ports, and as much as it likes. */
const MAX_BOARDS = 256;
const MAX_TITLE = 120;

interface FindOptions {
  readonly host: string;
  readonly port: number;
  readonly wait: number;
}

/** `tinwire find`: boards in this network that run tinwire. */
export function addFind(program: Command, attach: Attach): void {
  const command = program
    .command('find')
    .summary('find boards on this network')
    .description(
      'Ask every board on this network for its name and address with a UDP broadcast, and listen for boards that announce themselves.',
    )
    .addOption(
      new Option(
        '--host <address>',
        'query only this address, or the broadcast address of one network',
      ).default('255.255.255.255', 'the whole network'),
    )
    .addOption(
      new Option('-p, --port <n>', 'UDP port of the boards').default(9000).argParser(integer(1, 65_535)),
    )
    .addOption(new Option('--wait <s>', 'seconds to listen for answers').default(1.5).argParser(seconds))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  tinwire find
  tinwire find --host 192.168.1.255 --json`,
    );
  attach<FindOptions>(command, async (context, { host, port, wait }) => {
    const { listenForBeacons, sendUdp } = await import('../../peers/udp.ts');
    const found = new Map<string, { host: string; title: string }>();
    let unshown = 0;
    const signal = context.interrupt();
    const options = { waitMs: wait * 1000, isBroadcast: true, signal };
    const onAnswer = (answer: Answer): void => {
      const title = cleanLine(Buffer.from(answer.bytes).toString('utf8').trim(), MAX_TITLE);
      // An echo program returns the query: a board, but one that does not announce itself.
      if (title === DISCOVERY_REQUEST || found.has(`${answer.host}:${answer.port}`)) return;
      if (found.size === MAX_BOARDS) {
        unshown++;
        return;
      }
      found.set(`${answer.host}:${answer.port}`, { host: answer.host, title });
      context.output.result(`${answer.host}  ${title}`);
    };
    await Promise.all([
      sendUdp({ host, port }, Buffer.from(DISCOVERY_REQUEST), options, onAnswer),
      ...(port < 65_535 ? [listenForBeacons(port + BEACON_PORT_OFFSET, options, onAnswer)] : []),
    ]);
    context.output.json({ boards: [...found.values()] });
    if (unshown > 0)
      context.output.note(`${unshown} more answers are not shown: query one network or address with --host.`);
    if (signal.aborted) {
      context.output.note(`Stopped; ${found.size} ${found.size === 1 ? 'board' : 'boards'} answered.`);
      return EXIT.interrupted;
    }
    if (found.size > 0) return EXIT.done;
    context.output.note(
      `No board answered within ${wait} s. Is this computer on the same network as the boards?`,
    );
    return EXIT.noBoard;
  });
}
