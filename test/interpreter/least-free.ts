/** The fewest free variables of a board at work, as it counts them itself: a question from outside comes too seldom. */
import type { VirtualBoard } from '../../tools/vboard/vboard.ts';

const SAMPLE_MS = 2;

/** What was seen; the counter's own variables are not free either. */
export interface LeastFree {
  readonly free: number;
  readonly samples: number;
}

/** Counts while `work` goes on. Rejects when the board never counted. */
export async function leastFreeDuring(board: VirtualBoard, work: () => Promise<void>): Promise<LeastFree> {
  await board.evaluate(
    `app.n=0;app.f=1e9;app.t=setInterval(function(){app.n++;app.f=Math.min(app.f,process.memory().free)},${SAMPLE_MS})`,
  );
  await work();
  const [free = Number.NaN, samples = 0] = JSON.parse(
    await board.evaluate('clearInterval(app.t);[app.f,app.n]'),
  ) as number[];
  await board.evaluate('delete app.n;delete app.f;delete app.t');
  if (samples === 0) throw new Error(`${board.board.id}: counted nothing while it worked`);
  return { free, samples };
}
