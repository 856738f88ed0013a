import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { type ConsoleBench, consoleBench } from './console-bench.ts';

/** Reads until the text ends in `end`. */
async function until(socket: Socket, end: string): Promise<string> {
  let received = '';
  socket.setEncoding('latin1');
  while (!received.endsWith(end)) {
    const [bytes] = await once(socket, 'data');
    received += String(bytes);
  }
  return received;
}

async function cableSays(bench: ConsoleBench, end: string): Promise<string> {
  let received = '';
  while (!received.endsWith(end)) {
    await bench.turns();
    received += bench.said();
  }
  return received;
}

test('who connects takes the console from the cable, and gives it back on closing', {
  timeout: 5000,
}, async () => {
  const bench = await consoleBench();
  try {
    bench.said();
    const peer = connect(await bench.listening(23), '127.0.0.1');
    assert.equal(await until(peer, '>'), '<- Serial1\r\n>');
    assert.equal(await cableSays(bench, '\n'), '\r\x1b[J-> Telnet\r\n');
    peer.write('1+1\n');
    assert.equal(await until(peer, '\n>'), '1+1\r\n=2\r\n>');
    bench.engine.type('2+2\n');
    await bench.turns();
    assert.equal(bench.said(), '');
    peer.end();
    peer.resume();
    assert.equal(await cableSays(bench, '>'), '<- Telnet\r\n>');
    bench.engine.type('3\n');
    assert.equal(bench.said(), '3\r\n=3\r\n>');
  } finally {
    await bench.engine.stop();
  }
});

test('a program that switches it off is left alone, and can switch it on', { timeout: 5000 }, async () => {
  const off = 'require("TelnetServer").setOptions({mode:"off"})';
  const bench = await consoleBench({ files: { '.bootcde': off } });
  try {
    await bench.turns();
    let isOpen = false;
    const listening = bench.listening(23).then((port) => {
      isOpen = true;
      return port;
    });
    await bench.turns();
    assert.equal(isOpen, false);
    bench.engine.type('\x10require("TelnetServer").setOptions({mode:"on"})\n');
    assert.ok((await listening) > 0);
  } finally {
    await bench.engine.stop();
  }
});
