import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConsoleBench, type ConsoleBenchOptions, consoleBench } from './console-bench.ts';

/** Where Ctrl-C interrupts. */
const LINUX = { board: 'linux' };

/** A host whose cable brings `bytes` while code runs. */
function cable(bytes: string): { pollConsole(): string } {
  let waiting = bytes;
  return {
    pollConsole() {
      const taken = waiting;
      waiting = '';
      return taken;
    },
  };
}

async function withBench(
  options: ConsoleBenchOptions,
  body: (bench: ConsoleBench) => void | Promise<void>,
): Promise<void> {
  const bench = await consoleBench(options);
  try {
    bench.said();
    await body(bench);
  } finally {
    await bench.engine.stop();
  }
}

test('Ctrl-C in a loop leads to the debugger, a second one ends the code', () =>
  withBench({ ...LINUX, ...cable('\x03') }, ({ engine, said }) => {
    engine.type('while(1);\n');
    assert.equal(said(), 'while(1);\r\n:1:9   while(1);\r\n               ^\r\ndebug>');
    engine.type('p 1+1\n');
    assert.equal(said(), 'p 1+1\r\n=2\r\ndebug>');
    engine.type('\x03');
    assert.equal(said(), '\r\x1b[J\b\b\b\b\bExecution Interrupted\r\n>');
    engine.type('1\n');
    assert.equal(said(), '1\r\n=1\r\n>');
  }));

// Seen on an ESP32 with 2v27.45 in a full-chip emulator; in the source, only Linux, nRF5x and STM32 turn it into an interrupt.
test('on an ESP32 Ctrl-C does not reach running code: it clears the line once the code has ended', () =>
  withBench(cable('\x03'), ({ engine, said }) => {
    engine.type('for(var i=0;i<2e6;i++);print("whole "+i)\n');
    assert.match(said(), /whole 2000000\r\n/);
    engine.type('1\n');
    assert.match(said(), /=1\r\n>$/);
  }));

test('no catch and no finally of the program sees Ctrl-C', () =>
  withBench({ ...LINUX, ...cable('\x03') }, ({ engine, said }) => {
    engine.type('\x10(function(){try{while(1);}catch(e){print("c")}finally{print("f")}})()\n');
    assert.equal(said(), 'Execution Interrupted\r\n>');
  }));

test('an interval that was left is gone, and says so', () =>
  withBench(
    { ...LINUX, ...cable('\x03'), files: { '.bootcde': 'setInterval(function(){while(1);},10)' } },
    async (bench) => {
      await bench.turns();
      bench.clock.advance(10);
      assert.match(bench.said(), /debug>$/);
      bench.engine.type('q\n');
      assert.equal(
        bench.said(),
        'q\r\nERROR: Ctrl-C while processing interval - removing it.\r\nExecution Interrupted during event processing.\r\nNew interpreter error: CALLBACK\r\n>',
      );
      bench.engine.type('E.getErrorFlags()\n');
      assert.match(bench.said(), /"CALLBACK"/);
    },
  ));

test('what else came while code ran is handled after it', () =>
  withBench(cable('2+2\n'), ({ engine, said }) => {
    engine.type('\x10for(var i=0;i<2e6;i++);\n');
    engine.type('');
    assert.match(said(), /=4\r\n>$/);
  }));

test('an ESP8266 that is busy for too long resets, whatever was typed', async () => {
  const reboots: string[] = [];
  await withBench(
    { ...cable('\x03'), board: 'esp8266-4mb', watchdogMs: 30, onReboot: () => reboots.push('reset') },
    async ({ engine, turns }) => {
      engine.type('try{while(1);}catch(e){}\n');
      await turns();
      assert.equal(reboots.length, 1);
    },
  );
});

test('boot code that hangs resets again before the files behind it', async () => {
  const reboots: string[] = [];
  const files = { '.boot0': 'while(1);', '.bootcde': 'print("never")' };
  const options = { board: 'esp8266-4mb', files, watchdogMs: 30, onReboot: () => reboots.push('reset') };
  const bench = await consoleBench(options);
  await bench.turns();
  assert.equal(bench.said(), '');
  assert.equal(reboots.length, 1);
  await bench.engine.stop();
});

test('without a host that resets, the board starts again in place', () =>
  withBench({ files: { '.bootcde': 'print("up")' } }, async ({ engine, said, turns }) => {
    engine.type('E.reboot();print("not reached")\n');
    await turns();
    assert.equal(said(), 'E.reboot();print("not reached")\r\n\r\x1b[Jup\r\n\r\n>');
  }));

test('a program that grows without end runs out of memory, and the console stays', () =>
  withBench({ board: 'esp8266-4mb' }, ({ engine, said }) => {
    engine.type('var a=[];try{while(1)a.push("x")}catch(e){}\n');
    assert.match(
      said(),
      /OUT OF MEMORY[\s\S]*Execution Interrupted\r\nNew interpreter error: LOW_MEMORY,MEMORY\r\n>$/,
    );
    engine.type('a=1\n');
    assert.equal(said(), 'a=1\r\n=1\r\n>');
  }));
