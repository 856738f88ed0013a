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
    .summary('send one UDP datagram')
    .description(
      'Send one UDP datagram. UDP does not confirm delivery; --wait shows what the board sends back.',
    )
    .addArgument(new Argument('<protocol>', 'udp').choices(['udp']))
    .argument('<host:port>', 'address of the board, such as 192.168.1.50:9000')
    .argument('<text>', 'text to send, as UTF-8 without a line ending')
    .addOption(new Option('--wait <s>', 'wait this long for answers').argParser(seconds))
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
    if (unshown > 0) context.output.note(`${unshown} more answers are not shown.`);
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
