/** `npm run test:faults [points]`: uploads over a line that is cut or garbled at seeded points, with counts. */
import { type PointResult, tryPoints } from '../support/line-points.ts';

const DEFAULT_POINTS = 320;
const AT_ONCE = 24;

function count(results: readonly PointResult[], of: (result: PointResult) => string): string {
  const counts = new Map<string, number>();
  for (const result of results) counts.set(of(result), (counts.get(of(result)) ?? 0) + 1);
  return [...counts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}

const points = Number(process.argv[2] ?? DEFAULT_POINTS);
if (!Number.isInteger(points) || points < 1) {
  console.error(`test:faults: "${process.argv[2]}" is no number of points.`);
  process.exitCode = 2;
} else {
  const results = await tryPoints(
    Array.from({ length: points }, (_, index) => index),
    AT_ONCE,
    ({ seed, board, kind, outcome, faults }) => {
      for (const fault of faults)
        console.error(`test:faults: point ${seed}, ${board}, ${kind}, ${outcome}: ${fault}.`);
    },
  );
  const bad = results.filter(({ faults }) => faults.length > 0);
  console.log(`points    ${results.length}`);
  console.log(`damage    ${count(results, ({ kind }) => kind)}`);
  console.log(`outcomes  ${count(results, ({ outcome }) => outcome)}`);
  console.log(`bad       ${bad.length}`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}
