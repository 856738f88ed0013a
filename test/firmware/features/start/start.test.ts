import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import { startBoard } from '../../../../firmware/features/start/start.ts';
import { startStatus, status } from '../../../../firmware/features/status/status.ts';
import { ADDRESS, AppBench, HOME } from '../feature-bench.ts';

test('services start once, with the first address; its loss and another one are told', () => {
  const bench = new AppBench();
  const news: string[] = [];
  startStatus('title', 5001, bench.log, () => {}, 0);
  startBoard(
    bench.radio,
    bench.timers,
    { rejoins: false, hasStationAndAp: true },
    { networks: [HOME], ap: null, fallbackAp: false, hostname: '' } as unknown as Settings,
    bench.log,
    () => news.push('start'),
    () => news.push('lost'),
  );
  assert.deepEqual([news, status.ip, status.trouble], [[], '', 'joining home']);
  bench.joined();
  assert.deepEqual([news, status.ip, status.trouble], [['start'], ADDRESS, '']);
  bench.joined();
  assert.deepEqual(news, ['start']);
  bench.joined('192.168.1.51');
  assert.deepEqual(news, ['start', 'lost']);
  bench.lost();
  assert.deepEqual([news, status.trouble], [['start', 'lost', 'lost'], 'home: lost']);
  bench.clock.advance(3000);
  bench.joined();
  assert.deepEqual(news, ['start', 'lost', 'lost']);
});
