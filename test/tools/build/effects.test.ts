import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundleText } from './bundling.ts';
import { compareProgram } from './effect-compare.ts';
import { effectProgram } from './effect-programs.ts';

const SLICE = 30;

/** What must stand in the image of each entry. */
const KEPT: Readonly<Record<string, readonly [text: string, kept: RegExp]>> = {
  'a wait for the clock': [
    'function delay(ms: number) { const end = Date.now() + ms; while (Date.now() < end) {} }\ndelay(500);\nprint(1);\n',
    /Date\.now\(\)<n;/,
  ],
  onInit: ['function onInit() { print("hello"); }\n', /function onInit\(/],
  'onInit in a variable': ['var onInit = () => print("hello");\n', /onInit=/],
  'a draw of the random generator': [
    'Math.random();\nprint(Math.random());\n',
    /Math\.random\(\).*Math\.random\(\)/,
  ],
  'a counted loop': ['for (var i = 0; i < 1000; i++);\nprint(1);\n', /for\(/],
  'a read that may throw': [
    'const o = JSON.parse("null");\ntry { o.x; print(1); } catch (e) { print(2); }\n',
    /catch/,
  ],
  'a getter of which nobody uses the value': [
    'const o = { get v() { print("got"); return 1; } };\no.v;\n',
    /!/,
  ],
  'the function that a timer names in a text': [
    'function blink() { print(1); }\nsetInterval("blink()", 500);\n',
    /function blink\(/,
  ],
  'the function that a text in a variable calls': [
    'function blink() { print(1); }\nconst code = "blink()";\nsetTimeout(code, 5);\n',
    /function blink\(/,
  ],
  'every root name where the text is not known': [
    'let led = 5;\nprint(led);\nSerial1.on("data", (d: string) => eval(d));\n',
    /led=5/,
  ],
  'a name that is looked up in the global object': [
    'let led = 5;\nprint(global["led"], typeof globalThis.led);\n',
    /led=5/,
  ],
  'a name that a key looks up': [
    'let led = 5;\nfunction show(key: string) { print((global as any)[key]); }\nshow("le" + "d");\n',
    /led=5/,
  ],
  'a name of this at the root': ['var led = 5;\nprint(this.led);\n', /led=5/],
  'a name in the text of a function': [
    'let led = 5;\nnew Function("led=6")();\nprint(led);\n',
    /print\(led\)/,
  ],
};

describe('the build', () => {
  for (const [what, [text, kept]] of Object.entries(KEPT)) {
    it(`keeps ${what}`, async () => {
      assert.match((await bundleText(text)).code, kept);
    });
  }

  it('leaves out functions that nothing calls', async () => {
    assert.doesNotMatch((await bundleText('function idle() { print("idle"); }\nprint(1);\n')).code, /idle/);
  });

  it('refuses an entry of which nothing is left', async () => {
    await assert.rejects(bundleText('function idle() { print(1); }\n'), {
      code: 'BUILD_REFUSED',
      message: 'entry.ts: does nothing when the board starts.',
    });
  });

  it(`changes nothing that ${SLICE} generated programs print`, async () => {
    for (let seed = 1; seed <= SLICE; seed++) {
      const program = effectProgram(seed);
      const { source, image } = await compareProgram(program, seed % 2 === 0);
      assert.notEqual(source, '');
      assert.equal(image, source, `program ${seed}:\n${program.source}`);
    }
  });
});
