/** Tutorial 004, second sketch, on Espruino for Linux: all ten clients, since the computer has the sockets. */
import { sockets } from 'virtual:board';
import { readRoot, settingsOf } from '../../features/settings/settings.ts';
import { log, publish } from '../../hardware/console.ts';
import { memory } from '../../hardware/memory.ts';
import { store } from '../../hardware/store.ts';
import { net } from '../../hardware/tcp.ts';
import { timers } from '../../hardware/timers.ts';
import { broadcast, createLineServer, startServer } from './line-clients.ts';

const root = readRoot(store, log);
const settings = settingsOf(root, 80);
const limits = { slots: sockets, writes: 1, reserve: 300 };
const server = createLineServer({ net, timers, memory, log }, root, settings, limits);
startServer(server);
publish({
  settings,
  clients: server.clients,
  server: server.stats,
  lines: server.lines,
  broadcast: (text: string) => broadcast(server, text),
});
