// Does what may block: a connect that the board's program waits for, and a look whether a port is free. A worker, because
// Node itself cannot wait for a socket. A connection made here is handed on through a relay on 127.0.0.1, so that the
// peer sees one connection only.
import dgram from 'node:dgram';
import net from 'node:net';
import os from 'node:os';
import { parentPort } from 'node:worker_threads';

const ID_BYTES = 4;
const waiting = new Map();

function join(from, to) {
  from.on('data', (bytes) => {
    if (!to.write(bytes)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
  from.on('close', (hadError) => (hadError ? to.resetAndDestroy() : to.destroySoon()));
}

const relay = net.createServer({ allowHalfOpen: true }, (board) => {
  board.on('error', () => board.destroy());
  const onReadable = () => {
    const head = board.read(ID_BYTES);
    if (!head) return;
    board.off('readable', onReadable);
    const id = head.readUInt32BE(0);
    const peer = waiting.get(id);
    waiting.delete(id);
    if (!peer) {
      board.destroy();
      return;
    }
    join(board, peer);
    join(peer, board);
    board.resume();
    peer.resume();
  };
  board.on('readable', onReadable);
});

const errorNumber = (error) => os.constants.errno[error.code] ?? os.constants.errno.EIO;

const jobs = {
  connect({ id, port, noDelay }, answer) {
    const peer = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay });
    peer.pause();
    const fail = (error) => answer(-errorNumber(error), 0);
    peer.once('error', fail);
    peer.once('connect', () => {
      peer.off('error', fail);
      waiting.set(id, peer);
      answer(1, relay.address().port);
    });
  },
  tcp({ port }, answer) {
    const probe = net.createServer();
    probe.once('error', (error) => answer(-errorNumber(error), 0));
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => answer(1, 0)));
  },
  udp({ port }, answer) {
    const probe = dgram.createSocket('udp4');
    probe.once('error', (error) => answer(-errorNumber(error), 0));
    probe.bind({ port, address: '127.0.0.1', exclusive: true }, () => probe.close(() => answer(1, 0)));
  },
};

relay.listen({ port: 0, host: '127.0.0.1' }, () => {
  parentPort.on('message', ({ shared, job }) => {
    const cells = new Int32Array(shared);
    const answer = (result, port) => {
      Atomics.store(cells, 1, port);
      Atomics.store(cells, 0, result);
      Atomics.notify(cells, 0);
    };
    jobs[job.kind](job, answer);
  });
});
