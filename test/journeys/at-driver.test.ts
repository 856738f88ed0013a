/**
 * Espruino's own AT driver, unmodified, on a real interpreter, drives the AT console over a serial line. It is no part of
 * this project: ESPRUINO_AT_DRIVER names the folder with its AT.js and ESP8266WiFi_0v25.js.
 */
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { factsOf } from '../../tools/vboard/interpreter/binary-facts.ts';
import { binary } from '../interpreter/binary.ts';
import { HOME, readFrom, startLaptop } from '../support/at-board.ts';
import { modemOnPty } from '../support/at-drivers.ts';

const DRIVER = process.env.ESPRUINO_AT_DRIVER;
const FILES = ['AT.js', 'ESP8266WiFi_0v25.js'];

/** The driver and its modules, in memory as they are when they come by cable. */
const MIN_VARIABLES = 4000;

async function reasonToSkip(): Promise<string | false> {
  if (binary === undefined) return 'ESPRUINO_BIN is not set: no interpreter to run on';
  if (DRIVER === undefined) return "ESPRUINO_AT_DRIVER is not set: no folder with Espruino's AT driver";
  const missing = FILES.find((name) => !existsSync(path.join(DRIVER, name)));
  if (missing !== undefined) return `${missing} is not in ESPRUINO_AT_DRIVER`;
  const { variables } = await factsOf(binary);
  return variables < MIN_VARIABLES ? `the driver does not fit into ${variables} variables` : false;
}

/** Runs `script` on the interpreter, with the driver beside it. */
function interpret(t: TestContext, script: string): ChildProcessWithoutNullStreams {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-at-driver-'));
  const modules = FILES.map((name) => {
    const source = readFileSync(path.join(DRIVER ?? '', name), 'utf8');
    return `Modules.addCached(${JSON.stringify(name.replace(/(_0v25)?\.js$/, ''))},${JSON.stringify(source)});\n`;
  });
  writeFileSync(path.join(folder, 'driver.js'), modules.join('') + script);
  // Its input stays open: at the end of its input an interpreter reads 0xFF for ever.
  const child = spawn(binary ?? '', ['driver.js'], { cwd: folder });
  t.after(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return child;
}

test("Espruino's own AT driver joins, connects, sends, receives and closes", {
  skip: await reasonToSkip(),
  timeout: 60_000,
}, async (t) => {
  const laptop = await startLaptop('Welcome!');
  t.after(() => laptop.close());
  const { line } = await modemOnPty(t);
  const child = interpret(
    t,
    `Serial1.setup(115200,{path:${JSON.stringify(line)}});
var wifi=require("ESP8266WiFi").connect(Serial1,function(error){
  print("DRIVER init",error);
  wifi.connect(${JSON.stringify(HOME.ssid)},${JSON.stringify(HOME.password)},function(refused){
    print("DRIVER joined",refused);
    wifi.getIP(function(none,ip){
      print("DRIVER ip",none,ip);
      require("net").connect({host:"127.0.0.1",port:${laptop.port}},function(socket){
        socket.on("data",function(bytes){print("DRIVER got",bytes);socket.write("Hello,fresh man!");setTimeout(function(){socket.end()},500)});
        socket.on("close",function(){print("DRIVER closed")});
      });
    });
  });
});
`,
  );
  const said = readFrom((notify) => child.stdout.on('data', (part) => notify(part.toString('latin1'))));
  await said.until('DRIVER init null');
  await said.until('DRIVER joined null');
  await said.until('DRIVER ip null 192.168.1.50');
  const { reader } = await laptop.next();
  await said.until('DRIVER got Welcome!');
  await reader.until('Hello,fresh man!');
  await said.until('DRIVER closed');
  await reader.hasEnded;
  assert.equal(reader.received(), '');
});
