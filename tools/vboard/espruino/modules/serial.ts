/** Serial ports and the loop-back pair. The console's port writes to the console and hears nothing: the REPL does. */
import type { EngineHost } from '../../engine.ts';
import type { BoardObject, Realm } from '../realm.ts';
import { bytesFrom } from './byte-list.ts';
import { textOf } from './byte-string.ts';
import { readBuffer, STREAM_BUFFER_BYTES } from './network/tcp-pass.ts';
import { integerOf } from './words.ts';

const CONSOLE_PORT = 'Serial1';
const PORTS: Readonly<Record<string, readonly string[]>> = {
  esp8266: ['Serial1', 'Serial2'],
  'esp8266-small': ['Serial1', 'Serial2'],
  esp32: ['Serial1', 'Serial2', 'Serial3'],
  esp32c3: ['Serial1', 'Serial2', 'Serial3'],
  esp32s3: ['Serial1', 'Serial2', 'Serial3'],
  linux: ['Serial1', 'Serial2', 'Serial3', 'Serial4', 'Serial5', 'Serial6'],
};

/** Defines the class and this chip's ports; returns what unplugs them. */
export function installSerial(realm: Realm, host: EngineHost): { close(): void } {
  const buffers = new WeakMap<object, string>();
  const outputs = new WeakMap<object, (bytes: string) => void>();
  const unplug: (() => void)[] = [];

  const receive = (port: BoardObject, bytes: string): void => {
    if (bytes === '') return;
    realm.queue(() => {
      if (realm.hasListener(port, 'data')) realm.emitNow(port, 'data', [bytes]);
      else buffers.set(port, ((buffers.get(port) ?? '') + bytes).slice(0, STREAM_BUFFER_BYTES));
    });
  };
  const send = (port: BoardObject, bytes: string): void => outputs.get(port)?.(bytes);

  realm.defineClass('Serial', {
    setup(baud, options) {
      this._baudrate = baud;
      this._options = options;
    },
    unsetup() {
      delete this._baudrate;
      delete this._options;
    },
    write(...data) {
      send(this, textOf(bytesFrom(realm, data)));
    },
    print(value) {
      send(this, realm.text(value));
    },
    println(value) {
      send(this, `${realm.text(value)}\r\n`);
    },
    available() {
      return buffers.get(this)?.length ?? 0;
    },
    read(count) {
      return readBuffer(this, integerOf(count), buffers);
    },
    inject(data) {
      receive(this, textOf(bytesFrom(realm, data)));
    },
    // Every byte is out as soon as it is written.
    flush() {},
  });

  for (const name of PORTS[host.board.chip.id] ?? []) {
    const port = realm.object('Serial');
    const isConsole = name === CONSOLE_PORT && host.board.chip.family !== 'LINUX';
    outputs.set(port, (bytes) => (isConsole ? host.onConsole(bytes) : host.uarts?.fromBoard(name, bytes)));
    const leave = isConsole ? undefined : host.uarts?.onToBoard(name, (bytes) => receive(port, bytes));
    if (leave) unplug.push(leave);
    realm.global[name] = port;
  }
  const loopbackA = realm.object('Serial');
  const loopbackB = realm.object('Serial');
  outputs.set(loopbackA, (bytes) => receive(loopbackB, bytes));
  outputs.set(loopbackB, (bytes) => receive(loopbackA, bytes));
  realm.global.LoopbackA = loopbackA;
  realm.global.LoopbackB = loopbackB;

  return {
    close() {
      for (const leave of unplug.splice(0)) leave();
    },
  };
}
