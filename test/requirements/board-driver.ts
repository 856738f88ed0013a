/** Drives built images: the entry of each tutorial on a virtual board with the built-in engine. */
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';
import { builtImage, freePorts } from '../support/board-under-test.ts';
import { lineBook, type ProgramDriver } from './driver.ts';
import type { Trace } from './trace.ts';

const HOST = '127.0.0.1';
const HOME = { ssid: 'home', password: 'home-password' };

interface Peers {
  readonly board: string;
  /** Default: the board's own. */
  readonly entry?: string;
  /** How it tells of a client in a place that counts from 1. */
  nameOf(place: number): string;
}

/** The interpreter clears its prompt with it before a line that is printed. */
const CLEAR = '\x1b[J';

const PEERS: Readonly<Record<string, Peers>> = {
  '002': { board: 'mpython', nameOf: (place) => `client ${place}` },
  '003 tcp-server': {
    board: 'esp32',
    entry: 'firmware/tutorials/003/tcp.ts',
    nameOf: (place) => `client ${place} (address unknown)`,
  },
  '003 udp-server': { board: 'esp32', entry: 'firmware/tutorials/003/udp.ts', nameOf: () => '' },
  '004': { board: 'esp8266-4mb', entry: 'firmware/tutorials/004/bridge.ts', nameOf: () => '' },
};

/** A line of the console without prompt and line end. */
function printed(line: string): string {
  const text = line.split(CLEAR).at(-1) ?? '';
  return Buffer.from(text.replace(/\r$/, ''), 'latin1').toString();
}

/** Boots the image that plays a trace's program; `peerPort` is where its client connects to. */
export async function startBoard({ program, tutorial }: Trace, peerPort: number): Promise<ProgramDriver> {
  const peers = PEERS[tutorial] ?? PEERS[`${tutorial} ${program}`];
  if (peers === undefined) throw new Error(`no image plays ${program} of tutorial ${tutorial}`);
  const [port = 0, otherPort = 0] = await freePorts(2);
  const isUdp = program === 'udp-server';
  const settings = {
    wifi: { networks: [HOME] },
    tcp: { port: isUdp ? otherPort : port },
    udp: { port: isUdp ? port : otherPort },
    ...(program === 'tcp-client' && { client: { host: HOST, port: peerPort } }),
  };
  const data = Buffer.from(JSON.stringify(settings));
  const board = findBoard(peers.board);
  const environment = scriptedEnvironment({
    networks: [HOME],
    timing: { scanMs: 5, joinMs: 5, addressMs: 5 },
  });
  const { storage } = await builtImage(peers.board, peers.entry);
  const vboard = createBoard({
    board,
    storage: withSettings(storage, board.chip.storage, [{ name: 'tinwire.json', data }]),
    environment,
    engine: builtinEngine,
  });
  const book = lineBook();
  let rest = '';
  vboard.onConsole((bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop() ?? '';
    book.add(lines.map(printed));
  });
  await vboard.start();
  return {
    ...book,
    port,
    ip: '192.168.1.50',
    nameOf: (caller) => (isUdp ? `('${HOST}', ${caller.port})` : peers.nameOf(caller.place + 1)),
    type: (bytes) => vboard.type(Buffer.from(bytes).toString('latin1')),
    close: () => vboard.stop(),
  };
}
