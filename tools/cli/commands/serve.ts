import { Argument, type Command, Option } from 'commander';
import { aborted } from '../../aborted.ts';
import { ToolError } from '../../errors.ts';
import type { ServerEvent } from '../../peers/tcp-server.ts';
import { PLAIN_SERVER, type ServerPart, TCP_SERVERS, type Tutorial, UDP_SERVER } from '../../peers/texts.ts';
import type { Attach, CommandContext } from '../command-context.ts';
import { openEventLog } from '../events.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { integer, jsonLinesOption } from '../options.ts';
import { readTypedLines } from '../typed-lines.ts';

interface ServeOptions {
  readonly host: string;
  readonly port?: number;
  readonly tutorial?: Tutorial;
  readonly greeting?: string;
  readonly reply?: string;
  readonly hex?: boolean;
  readonly log?: string;
}

/** `tinwire serve`: the server that a board talks to, or the board's own part on this computer. */
export function addServe(program: Command, attach: Attach): void {
  const command = program
    .command('serve')
    .summary('run a server for boards')
    .description(
      'Listen on this computer, show what arrives, and answer as the options say. Lines that you type go to every TCP client. Press Ctrl-C to stop.',
    )
    .addArgument(new Argument('<protocol>', 'tcp or udp').choices(['tcp', 'udp']))
    .addOption(new Option('--host <address>', 'address to listen on').default('0.0.0.0', 'all addresses'))
    .addOption(
      new Option(
        '-p, --port <n>',
        'port; 0 lets the system choose (default: 5001, or the port of the tutorial)',
      ).argParser(integer(0, 65_535)),
    )
    .addOption(
      new Option('-t, --tutorial <number>', 'behave as the program of this tutorial').choices([
        '000',
        '002',
        '003',
        '004',
      ]),
    )
    .addOption(new Option('--greeting <text>', 'text to send to each new client'))
    .addOption(new Option('--reply <text>', 'text to answer with; `echo` sends back what arrives'))
    .addOption(new Option('--hex', 'show bytes as hex'))
    .addOption(new Option('--log <file>', 'append the output to a file, with timestamps'))
    .addOption(jsonLinesOption())
    .addHelpText(
      'after',
      `
Examples:
  tinwire serve tcp                   show what boards send to port 5001
  tinwire serve tcp --tutorial 000    greet with Welcome!, close on exit
  tinwire serve udp --tutorial 003    run the UDP server of tutorial 003
  tinwire serve tcp --reply echo --json`,
    );
  attach<ServeOptions>(command, async (context, options, [protocol]) =>
    serve(context, options, protocol === 'udp' ? 'udp' : 'tcp'),
  );
}

async function serve(
  context: CommandContext,
  options: ServeOptions,
  protocol: 'tcp' | 'udp',
): Promise<ExitStatus> {
  const part = partOf(options, protocol);
  const log = openEventLog(context, options.log);
  const signal = context.interrupt();
  const common = {
    host: options.host,
    port: options.port ?? part.port,
    part,
    isHex: options.hex === true,
    onEvent: (event: ServerEvent) => log.notify(event, linesOf(event, part, protocol)),
  };
  try {
    const { serveTcp, serveUdp } = await load();
    if (protocol === 'udp') {
      const server = await serveUdp(common);
      await aborted(signal);
      await server.close();
    } else {
      const server = await serveTcp(common);
      void readTypedLines(context, signal, (line) => {
        if (server.broadcast(`${line}\r\n`) === 0)
          context.output.note('No client is connected; the line was not sent.');
      });
      await aborted(signal);
      await server.close();
    }
    return EXIT.done;
  } finally {
    log.close();
  }
}

async function load(): Promise<
  Pick<typeof import('../../peers/tcp-server.ts'), 'serveTcp'> &
    Pick<typeof import('../../peers/udp.ts'), 'serveUdp'>
> {
  const [{ serveTcp }, { serveUdp }] = await Promise.all([
    import('../../peers/tcp-server.ts'),
    import('../../peers/udp.ts'),
  ]);
  return { serveTcp, serveUdp };
}

function partOf({ tutorial, greeting, reply }: ServeOptions, protocol: 'tcp' | 'udp'): ServerPart {
  if (protocol === 'udp' && tutorial !== undefined && tutorial !== '003') {
    throw new ToolError('TUTORIAL_BAD', `--tutorial ${tutorial}: has no UDP server.`, {
      help: 'Only 003 has one.',
    });
  }
  const base =
    tutorial === undefined ? PLAIN_SERVER : protocol === 'udp' ? UDP_SERVER : TCP_SERVERS[tutorial];
  return {
    ...base,
    ...(greeting !== undefined && { greeting }),
    ...(reply !== undefined && { reply: reply === 'echo' ? ('echo' as const) : { text: reply } }),
  };
}

function linesOf(event: ServerEvent, part: ServerPart, protocol: 'tcp' | 'udp'): readonly string[] {
  const { host, port } = event;
  switch (event.event) {
    case 'listening':
      return part === PLAIN_SERVER || part.listening.length === 0
        ? [`listening on ${protocol} ${host}:${port}`]
        : part.listening;
    case 'accepted':
      return part.accepted(host, port);
    case 'received':
      return event.text === '' && event.bytes > 0
        ? []
        : part.received(event.text.replace(/\r?\n$/, ''), host, port);
    case 'closed':
      return part.closed(host, port);
    case 'failed':
      return [`${host}:${port}: ${event.reason}`];
  }
}
