import { Argument, type Command, Option } from 'commander';
import { parseTarget } from '../../peers/target.ts';
import type { Attach } from '../command-context.ts';
import { EXIT } from '../exit-codes.ts';
import { jsonOption, seconds } from '../options.ts';

/** A peer that never stops answering would fill memory and screen. */
const MAX_ANSWERS = 1_000;
const MAX_ANSWER_BYTES = 1_000_000;

interface SendOptions {
  readonly wait?: number;
}

/** `tinwire send udp`: one datagram. */
export function addSend(program: Command, attach: Attach): void {
  const command = program
    .command('send')
    .summary('send one datagram')
    .description(
      'Sends one UDP datagram. UDP gives no answer by itself: --wait shows what the board sends back.',
    )
    .addArgument(new Argument('<protocol>', 'udp').choices(['udp']))
    .argument('<host:port>', 'where the board listens, such as 192.168.1.50:9000')
    .argument('<text>', 'what to send, as UTF-8 and without a line end')
    .addOption(new Option('--wait <s>', 'show answers for this long').argParser(seconds))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  tinwire send udp 192.168.1.50:9000 hello,esp32!
  tinwire send udp 192.168.1.50:9000 你好 --wait 1`,
    );
  attach<SendOptions>(command, async (context, options, [, address = '', text = '']) => {
    const { sendUdp } = await import('../../peers/udp.ts');
    const target = parseTarget(address);
    const bytes = Buffer.from(text);
    const answers: { host: string; port: number; text: string }[] = [];
    let unshown = 0;
    let answerBytes = 0;
    const waitMs = (options.wait ?? 0) * 1000;
    const signal = context.interrupt();
    const onSent = (): void => context.output.note(`Sent ${bytes.length} bytes to ${address}.`);
    await sendUdp(target, bytes, { waitMs, signal, onSent }, ({ host, port, bytes: answer }) => {
      answerBytes += answer.length;
      if (answers.length === MAX_ANSWERS || answerBytes > MAX_ANSWER_BYTES) {
        unshown++;
        return;
      }
      const shown = Buffer.from(answer).toString('utf8');
      answers.push({ host, port, text: shown });
      context.output.result(shown);
    });
    if (unshown > 0) context.output.note(`${unshown} more answers are left out.`);
    context.output.json({ target, bytes: bytes.length, answers });
    if (signal.aborted) {
      context.output.note('Stopped while waiting for more answers.');
      return EXIT.interrupted;
    }
    if (waitMs > 0 && answers.length === 0) {
      context.output.note(`No answer within ${options.wait} s.`);
      return EXIT.timedOut;
    }
    return EXIT.done;
  });
}
