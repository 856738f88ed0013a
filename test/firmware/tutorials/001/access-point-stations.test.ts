import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RadioPort } from '../../../../firmware/ports.ts';
import { awaitStations } from '../../../../firmware/tutorials/001/access-point-stations.ts';

interface Bench {
  stations: { ip: string; mac: string }[] | undefined;
  readonly stations_: string[];
  readonly due: (() => void)[];
  join(): void;
}

function bench(): Bench {
  let onJoined = (): void => {};
  const made: Bench = { stations: [], stations_: [], due: [], join: () => onJoined() };
  const radio = {
    on(_event: string, listener: () => void) {
      onJoined = listener;
    },
    getAPDetails: () => (made.stations ? { stations: made.stations } : {}),
  };
  awaitStations(
    radio as unknown as RadioPort,
    { after: (fn, _delayMs, ...values) => made.due.push(() => fn(...values)), cancel: () => made.due.pop() },
    (ip) => made.stations_.push(ip),
  );
  return made;
}

test('001-07 a device that joined counts once it has an address', () => {
  const made = bench();
  made.stations = [{ ip: '0.0.0.0', mac: '' }];
  made.join();
  made.due.shift()?.();
  assert.deepEqual(made.stations_, []);
  made.stations = [{ ip: '192.168.4.2', mac: '' }];
  made.due.shift()?.();
  assert.deepEqual(made.stations_, ['192.168.4.2']);
  assert.equal(made.due.length, 0);
});

test('001-07 a device that left before it had an address is not waited for', () => {
  const made = bench();
  made.stations = [{ ip: '0.0.0.0', mac: '' }];
  made.join();
  made.stations = [];
  made.due.shift()?.();
  assert.deepEqual([made.stations_, made.due], [[], []]);
});

test('001-07 a chip that does not tell addresses says that somebody joined', () => {
  const made = bench();
  made.stations = undefined;
  made.join();
  assert.deepEqual(made.stations_, ['']);
});
