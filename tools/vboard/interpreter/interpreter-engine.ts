/** The second engine: a real interpreter that was built for Linux, with stand-ins for the chip's radio and bus. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../../errors.ts';
import type { Engine, EngineFactory, EngineHost } from '../engine.ts';
import { factsOf } from './binary-facts.ts';
import { busEdge } from './bus-edge.ts';
import { engineRequests } from './engine-requests.ts';
import { type InterpreterProcess, startProcess } from './interpreter-process.ts';
import { listeningPorts } from './listening-ports.ts';
import { interpreterRadio } from './radio.ts';
import { standInFiles, WIFI_STATE_FILE } from './stand-in-files.ts';
import { readStorageBack, writeStorage } from './storage-copy.ts';
import { makeWorkFolder } from './work-folder.ts';

/** How often the kernel is asked for the ports. */
const POLL_MS = 20;

/**
 * An engine that runs `binary`. Its sockets are real ones on the board's own ports; what a radio that is off would cut stays
 * open. Serial ports, pins and I2C reads end inside the process. `start` rejects with INTERPRETER_PORTS,
 * INTERPRETER_START, INTERPRETER_SILENT or INTERPRETER_STORAGE.
 */
export function interpreterEngine(binary: string): EngineFactory {
  return (host) => createEngine(binary, host);
}

function createEngine(binary: string, host: EngineHost): Engine {
  const notify = (code: string): void => running?.notify(code);
  let folder: string | undefined;
  let radioState = '';
  const radio = interpreterRadio(host, notify, (state) => {
    radioState = state;
    if (folder) writeFileSync(path.join(folder, WIFI_STATE_FILE), state, 'latin1');
  });
  const bus = busEdge(host.i2c, notify);
  const asked = engineRequests(notify, (bytes) => running?.type(bytes), host.onConsole);
  const open = new Set<string>();
  let running: InterpreterProcess | undefined;
  let polls: NodeJS.Timeout | undefined;
  let powerOff: (() => Promise<void>) | undefined;

  const poll = (): void => {
    const ports = listeningPorts(running?.pid ?? 0);
    const now = new Set(ports.map(({ port, protocol }) => `${protocol} ${port}`));
    for (const { port, protocol } of ports) {
      if (open.has(`${protocol} ${port}`)) continue;
      open.add(`${protocol} ${port}`);
      host.onListen(port, port, protocol);
    }
    for (const key of [...open]) {
      if (now.has(key)) continue;
      open.delete(key);
      const [protocol, port] = key.split(' ');
      host.onListenClosed(Number(port), protocol === 'udp' ? 'udp' : 'tcp');
    }
  };

  return {
    async start() {
      if (host.ports !== 'same') {
        throw new ToolError('INTERPRETER_PORTS', `${binary}: opens only the board's own ports.`, {
          help: 'Do not map ports; set free ones in the settings instead.',
        });
      }
      const { storage, modules } = await factsOf(binary);
      const standIns = standInFiles(host.board, modules, bus.addresses());
      const own = makeWorkFolder();
      folder = own;
      writeFileSync(path.join(own, WIFI_STATE_FILE), radioState, 'latin1');
      powerOff = async () => {
        clearInterval(polls);
        radio.close();
        await running?.stop();
        poll();
        asked.close();
        folder = undefined;
        if (running) readStorageBack(own, host.flash, storage, standIns);
        rmSync(own, { recursive: true, force: true });
      };
      writeStorage(own, host.flash, storage, standIns);
      running = await startProcess(binary, own, {
        onConsole: asked.console,
        onMessage({ kind, text }) {
          if (kind === 'w') radio.take(text);
          else if (kind === 'i') bus.write(text);
          else if (kind === 'n') bus.missed(Number(text));
          else asked.answer(kind, text);
        },
      });
      void running.ended.then(asked.close);
      await asked.booted();
      poll();
      polls = setInterval(poll, POLL_MS);
    },
    async stop() {
      const off = powerOff;
      powerOff = undefined;
      await off?.();
    },
    type: (bytes) => running?.type(bytes),
    evaluate: (code) => asked.evaluate(code),
    async memory() {
      const [total = 0, usage = 0] = await asked.memory();
      return { total, usage, free: total - usage };
    },
  };
}
