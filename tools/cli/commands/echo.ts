import { type Command, Option } from 'commander';
import { LARGEST_MESSAGE_BYTES, LARGEST_WINDOW, MAX_CLIENTS } from '../../peers/echo-plan.ts';
import type { EchoOutcome } from '../../peers/echo-report.ts';
import { runEcho } from '../../peers/echo-run.ts';
import { parseTarget } from '../../peers/target.ts';
import type { Attach } from '../command-context.ts';
import { echoTable, progressText, verdict } from '../echo-table.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import { integer, integers, jsonOption, seconds } from '../options.ts';

interface EchoOptions {
  readonly clients: number;
  readonly size: readonly number[];
  readonly count: number;
  readonly seconds?: number;
  readonly timeout?: number;
  readonly window: number;
  readonly udp?: boolean;
  readonly lines?: boolean;
}

const STATUS: Readonly<Record<EchoOutcome, ExitStatus>> = {
  ok: EXIT.done,
  failed: EXIT.failed,
  'no-board': EXIT.noBoard,
  'timed-out': EXIT.timedOut,
  stopped: EXIT.interrupted,
};
/** A lost datagram is lost: waiting longer for it only slows the run down. */
const TIMEOUT_SECONDS = { tcp: 5, udp: 1 };
const MAX_MESSAGES = 10_000_000;

/** `tinwire echo`: the laptop's echo test. */
export function addEcho(program: Command, attach: Attach): void {
  const command = program
    .command('echo')
    .summary('test an echo server: bytes, latency, throughput, loss, fairness')
    .description(
      'Send random bytes to an echo server and check that every byte comes back.\nWorks with any board, virtual or real, and with any other echo server.',
    )
    .argument('<host:port>', 'address of the server, such as 192.168.1.50:5001')
    .addOption(
      new Option('-c, --clients <n>', 'number of concurrent clients')
        .default(1)
        .argParser(integer(1, MAX_CLIENTS)),
    )
    .addOption(
      new Option('-s, --size <bytes>', 'message sizes, separated by commas')
        .default([16, 256, 1024], '16,256,1024')
        .argParser(integers(1, LARGEST_MESSAGE_BYTES)),
    )
    .addOption(
      new Option('-n, --count <n>', 'messages per client and size')
        .default(100)
        .argParser(integer(1, MAX_MESSAGES))
        .conflicts('seconds'),
    )
    .addOption(
      new Option('--seconds <s>', 'run each size for this long instead of using --count').argParser(seconds),
    )
    .addOption(
      new Option(
        '--timeout <s>',
        `time limit for an answer (default: ${TIMEOUT_SECONDS.tcp}, with --udp ${TIMEOUT_SECONDS.udp})`,
      ).argParser(seconds),
    )
    .addOption(
      new Option('--window <n>', 'messages in flight per client; a board keeps unsent bytes in memory')
        .default(1)
        .argParser(integer(1, LARGEST_WINDOW)),
    )
    .addOption(new Option('--udp', 'send UDP datagrams, each with a sequence number'))
    .addOption(new Option('--lines', 'send lines of text, for servers that answer line by line'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
UDP sizes that come back complete: up to 1451 bytes from an ESP32 or Linux
board, up to 1024 from the 003-udp tutorial, up to 260 from an ESP8266, which
drops longer datagrams; the others truncate them.

Exit status: 0 all bytes came back, 1 something was lost or wrong,
3 no server at that address, 4 timed out.

Examples:
  tinwire echo 127.0.0.1:5001
  tinwire echo 192.168.1.50:5001 --clients 4 --size 16,536,537 --count 500
  tinwire echo 192.168.1.50:9000 --udp --size 64 --seconds 10 --json`,
    );

  attach<EchoOptions>(command, async (context, options, args) => {
    const { output } = context;
    const protocol = options.udp === true ? 'udp' : 'tcp';
    const plan = {
      target: parseTarget(args[0] ?? ''),
      protocol,
      clients: options.clients,
      sizesBytes: options.size,
      count: options.count,
      seconds: options.seconds ?? null,
      timeoutMs: (options.timeout ?? TIMEOUT_SECONDS[protocol]) * 1000,
      window: options.window,
      isLines: options.lines === true,
    } as const;
    const report = await runEcho(plan, {
      signal: context.interrupt(),
      onProgress: (progress) => output.progress(progressText(progress)),
    });
    output.progress('');
    output.json(report);
    if (report.outcome !== 'no-board') output.result(echoTable(report, output.paint));
    const { isGood, text } = verdict(report);
    if (isGood) output.result(output.paint.green(text));
    else output.note(output.paint.red(text));
    return STATUS[report.outcome];
  });
}
