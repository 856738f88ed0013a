import { Argument, type Command, Option } from 'commander';
import { aborted, either } from '../../aborted.ts';
import { parseTarget, targetText } from '../../peers/target.ts';
import type { ClientEvent } from '../../peers/tcp-client.ts';
import { type ClientPart, PLAIN_CLIENT, TCP_CLIENTS } from '../../peers/texts.ts';
import type { Attach, CommandContext } from '../command-context.ts';
import { openEventLog } from '../events.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { jsonLinesOption, seconds } from '../options.ts';
import { readBytes, readTypedLines } from '../typed-lines.ts';

interface ConnectOptions {
  readonly tutorial?: '002' | '003';
  readonly greeting?: string;
  readonly hex?: boolean;
  readonly log?: string;
  readonly timeout: number;
  readonly wait: number;
}

/** A server that never stops sending, such as one that prints the time, is read for this many times `--wait`. */
const MAX_WAITS = 10;
/** A longer timer of Node ends at once. */
const MAX_MS = 0x7fffffff;

/** `tinwire connect`: the client that a board's server talks to. */
export function addConnect(program: Command, attach: Attach): void {
  const command = program
    .command('connect')
    .summary('connect to a board or server as a client')
    .description(
      'Connect to a server, show what it sends, and send the lines that you type. Press Ctrl-C to stop.\nInput from a pipe is sent byte for byte (UDP: each line as a datagram). The command ends when the server has been silent for --wait seconds after the last byte, and after ten times that in any case.',
    )
    .addArgument(new Argument('<protocol>', 'tcp or udp').choices(['tcp', 'udp']))
    .argument('<host:port>', 'address of the server, such as 192.168.1.50:5001')
    .addOption(
      new Option('-t, --tutorial <number>', 'behave as the client of this tutorial').choices(['002', '003']),
    )
    .addOption(new Option('--greeting <text>', 'text to send first, without a line ending'))
    .addOption(new Option('--hex', 'show bytes as hex'))
    .addOption(new Option('--log <file>', 'append the output to a file, with timestamps'))
    .addOption(
      new Option('--timeout <s>', 'time limit for connecting and for the answer of tutorial 003')
        .default(5)
        .argParser(seconds),
    )
    .addOption(
      new Option('--wait <s>', 'silence after which piped input ends the command')
        .default(1)
        .argParser(seconds),
    )
    .addOption(jsonLinesOption())
    .addHelpText(
      'after',
      `
Examples:
  tinwire connect tcp 192.168.1.50:5001
  echo hello | tinwire connect tcp 192.168.1.50:5001
  tinwire connect tcp 192.168.1.50:9000 --tutorial 003 --greeting hello!
  echo hello | tinwire connect udp 192.168.1.50:9000`,
    );
  attach<ConnectOptions>(command, async (context, options, [protocol = 'tcp', address = '']) => {
    const target = parseTarget(address);
    const part = partOf(options);
    const log = openEventLog(context, options.log);
    const signal = context.interrupt();
    try {
      return protocol === 'udp'
        ? await talkUdp(context, options, target, signal, log)
        : await talkTcp(context, options, target, part, signal, log);
    } finally {
      log.close();
    }
  });
}

type Log = ReturnType<typeof openEventLog>;
type Target = ReturnType<typeof parseTarget>;

async function talkTcp(
  context: CommandContext,
  options: ConnectOptions,
  target: Target,
  part: ClientPart,
  signal: AbortSignal,
  log: Log,
): Promise<ExitStatus> {
  const { connectTcp } = await import('../../peers/tcp-client.ts');
  const waitMs = options.wait * 1000;
  const silence = quietTimer(waitMs);
  let hasBroken = false;
  const client = await connectTcp({
    target,
    timeoutMs: options.timeout * 1000,
    part,
    isHex: options.hex === true,
    onEvent(event) {
      silence.touch();
      if (event.event === 'closed' && !event.isOurs) hasBroken = event.reason !== '';
      log.notify(event, linesOf(event, part));
    },
  });
  const isTerminal = context.stdin.isTTY === true;
  if (isTerminal)
    context.output.note(`Connected to ${targetText(target)}. Type lines to send; press Ctrl-C to stop.`);
  signal.addEventListener('abort', client.close);
  if (signal.aborted) client.close();
  const isTalk = part.isOneShot !== true && part.reply === undefined;
  const gone = new AbortController();
  const reading = either(signal, gone.signal);
  let isAllSent = !isTalk || isTerminal;
  const typing = !isTalk
    ? undefined
    : isTerminal
      ? readTypedLines(context, reading, (line) => client.send(`${line}\r\n`))
      : readBytes(context, reading, (bytes) => client.send(bytes));
  const talked = typing?.then(() => {
    if (reading.aborted) return;
    isAllSent = true;
    silence.run(() => {
      client.end();
      // A server that does not end its side is not waited for.
      silence.run(client.close);
    });
  });
  try {
    await Promise.race([client.closed, ...(talked ? [talked.then(() => client.closed)] : [])]);
  } finally {
    silence.stop();
    gone.abort();
    client.close();
  }
  if (signal.aborted) return EXIT.done;
  if (!isAllSent) {
    context.output.note(`${targetText(target)}: connection closed before all input was sent.`);
    return EXIT.failed;
  }
  return hasBroken ? EXIT.failed : EXIT.done;
}

async function talkUdp(
  context: CommandContext,
  options: ConnectOptions,
  target: Target,
  signal: AbortSignal,
  log: Log,
): Promise<ExitStatus> {
  const { openUdp } = await import('../../peers/udp.ts');
  const { hexView, utf8View } = await import('../../peers/text-view.ts');
  const silence = quietTimer(options.wait * 1000);
  const talk = await openUdp(target, ({ host, port, bytes }) => {
    silence.touch();
    const view = options.hex ? hexView() : utf8View();
    const text = view.take(bytes) + view.end();
    log.notify({ event: 'received', host, port, bytes: bytes.length, text }, [text.replace(/\r?\n$/, '')]);
  });
  try {
    await readTypedLines(context, signal, (line) => talk.send(Buffer.from(line)));
    const quiet = new Promise<void>((resolve) => silence.run(resolve));
    await Promise.race([quiet, aborted(signal)]);
    return EXIT.done;
  } finally {
    silence.stop();
    await talk.close();
  }
}

function partOf({ tutorial, greeting }: ConnectOptions): ClientPart {
  const base = tutorial === undefined ? PLAIN_CLIENT : TCP_CLIENTS[tutorial];
  return greeting === undefined ? base : { ...base, greeting };
}

function linesOf(event: ClientEvent, part: ClientPart): readonly string[] {
  if (event.event === 'received')
    return event.text === '' ? [] : [part.received(event.text.replace(/\r?\n$/, ''))];
  if (event.event === 'closed' && part.closed !== '' && !event.isOurs) {
    return [event.reason === '' ? part.closed : `${part.closed} (${event.reason})`];
  }
  return [];
}

/** Ends a conversation whose input has ended: once the other side has been silent for a while, or has talked on for too long. */
function quietTimer(ms: number): { touch(): void; run(done: () => void): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    clearTimeout(limit);
  };
  return {
    touch: () => void timer?.refresh(),
    run(done) {
      stop();
      const end = (): void => {
        stop();
        done();
      };
      timer = setTimeout(end, ms);
      limit = setTimeout(end, Math.min(ms * MAX_WAITS, MAX_MS));
    },
    stop,
  };
}
