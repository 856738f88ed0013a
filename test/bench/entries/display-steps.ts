/**
 * Times each turn of the display's work on the interpreter that runs it, in empty `for` steps: the entry that
 * `display-bench.ts` builds. Prints `T <name> <steps> <bus bytes>` for each turn, and `END`.
 */
import { store } from '../../../firmware/hardware/store.ts';
import { showText, startScreen } from '../../../firmware/oled/screen.ts';
import { address, initialise } from '../../../firmware/oled/ssd1306.ts';

declare function getTime(): number;
declare function print(text: string): void;

const ROUNDS = 8;
const LOOP = 500;
/** What an empty step takes an ESP32. */
const STEP_S = 90e-6;
const TEXTS: [string, string][] = [
  ['16 bytes', 'abcdefghijklmnop'],
  ['256 bytes', 'The quick brown fox jumps over the lazy dog. '.repeat(6).substr(0, 256)],
  ['Chinese', '你好世界，温度二十五度，湿度百分之六十。'.repeat(4)],
  ['no UTF-8', '\x80\xff\x01'.repeat(85)],
];
const due: (() => void)[] = [];
/** The least of all rounds: whatever else the machine does only adds. */
const turns: [name: string, seconds: number, bytes: number][] = [];
let turn = 0;
let bytes = 0;
let step = 1;

function timed(name: string, fn: () => void): void {
  bytes = 0;
  const begin = getTime();
  fn();
  const seconds = getTime() - begin;
  const known = turns[turn];
  if (!known) turns[turn] = [name, seconds, bytes];
  else if (seconds < known[1]) known[1] = seconds;
  turn++;
}

function settle(name: string): void {
  for (let fn = due.shift(); fn; fn = due.shift()) timed(name, fn);
}

// As text: the build could leave an empty loop out.
const loop = `for (var step = 0; step < ${LOOP}; step++);`;
function measureStep(): void {
  const begin = getTime();
  // biome-ignore lint/security/noGlobalEval: the loop as the interpreter runs it.
  eval(loop);
  step = Math.min(step, (getTime() - begin) / LOOP);
}

for (let again = 0; again < 50; again++) measureStep();
for (let round = 0; round < ROUNDS; round++) {
  turn = 0;
  timed('start', () =>
    startScreen(
      {
        write(sent) {
          bytes += sent.length + 1;
          return true;
        },
      },
      store,
      {
        after: (fn, _delayMs, ...values) => due.push(() => fn(...values)),
        cancel() {},
        // A turn ends by the chip's time.
        seconds: () => (getTime() / step) * STEP_S,
      },
      { widthPx: 128, heightPx: 64, columnOffset: 0 },
      { columns: 128, initialise, address, hasWindow: true, onFail: print },
    ),
  );
  settle('clear');
  for (const text of TEXTS) {
    timed(text[0], () => showText(2, 3, text[1], false));
    settle(text[0]);
  }
}
for (const one of turns) print(`T ${one[0]}|${(one[1] / step).toFixed(1)}|${one[2]}`);
print('END');
