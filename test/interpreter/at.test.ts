/** The AT console on a real interpreter with the variables of an ESP8266: what is refused there ends nothing. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { interpreterEngine } from '../../tools/vboard/interpreter/interpreter-engine.ts';
import { type AtBoard, HOME, startAtBoard, startLaptop, untilJoined } from '../support/at-board.ts';
import { freePorts } from '../support/board-under-test.ts';
import { binary, shapeOf, skip } from './binary.ts';

const LINKS = 5;

async function reasonToSkip(): Promise<string | false> {
  if (skip || binary === undefined) return skip;
  const id = (await shapeOf(binary)).id;
  return id === 'esp8266-4mb' ? false : `for 1,600 variables; ESPRUINO_BIN is for ${id}`;
}

async function modem(t: TestContext): Promise<AtBoard> {
  const at = await startAtBoard(
    'esp8266-at',
    { wifi: { networks: [HOME] } },
    interpreterEngine(binary ?? ''),
  );
  t.after(() => at.stop());
  // What the stand-ins type when a network is joined takes variables that a chip has free.
  await untilJoined(at);
  return at;
}

const options = { skip: await reasonToSkip(), timeout: 120_000 };

test(
  'AT+CIPSTART to a port that refuses is answered with ERROR, as often as it is asked',
  options,
  async (t) => {
    const at = await modem(t);
    const [closed = 0] = await freePorts(1);
    await at.ask('AT+CIPMUX=1');
    for (let round = 0; round < 6; round++) {
      assert.match(
        await at.ask(`AT+CIPSTART=${round % LINKS},"TCP","127.0.0.1",${closed}`),
        /\r\nERROR\r\n$/,
      );
    }
    assert.match(await at.ask('AT'), /\r\nOK\r\n$/);
  },
);

test('a long line, and five links with a large send, end nothing', options, async (t) => {
  const at = await modem(t);
  const laptop = await startLaptop();
  t.after(() => laptop.close());
  await at.ask('AT+CIPMUX=1');
  await at.ask(`AT${'x'.repeat(5000)}`);
  for (let link = 0; link < LINKS; link++) {
    assert.match(
      await at.ask(`AT+CIPSTART=${link},"TCP","127.0.0.1",${laptop.port}`),
      new RegExp(`${link},CONNECT\\r\\n\\r\\nOK\\r\\n$`),
    );
    await laptop.next();
  }
  await at.ask('AT+CIPSTATUS');
  at.type('AT+CIPSEND=0,2048\r\n');
  await at.until('> ');
  at.type('x'.repeat(2048));
  await at.until('SEND OK\r\n');
  await at.ask('AT+CIPCLOSE=5');
  assert.match(await at.ask('AT'), /\r\nOK\r\n$/);
});
