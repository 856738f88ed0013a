import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hidePrinted, hideSecrets, hideValue, mayHoldSecret } from '../../../tools/text/hide-secrets.ts';

/** Passwords of every kind that Wi-Fi has, without those that are pieces of the words around them. */
const PASSWORD = fc
  .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 63 })
  .filter((text) => !/^[\s*]*$/.test(text));

test('a password is hidden in everything that a board prints of its settings', () => {
  fc.assert(
    fc.property(PASSWORD, (password) => {
      const settings = { wifi: { networks: [{ ssid: 'home', password }], ap: { ssid: 'x', password } } };
      const json = JSON.stringify(settings);
      const quoted = JSON.stringify(password).slice(1, -1);
      const console = `={ networks: [\n    { "ssid": "home", "password": ${JSON.stringify(password)} }\n  ] }`;
      for (const text of [
        json,
        JSON.stringify(json),
        JSON.stringify(settings, null, 2),
        console,
        JSON.stringify({ passwordAP: password, apPassword: password }),
      ]) {
        const hidden = hideSecrets(text);
        assert.ok(!hidden.includes(`"${quoted}"`), hidden);
        assert.ok(hidden.includes('********'), hidden);
        if (password.length > 10 && /^[\w ]+$/.test(password)) assert.ok(!hidden.includes(password), hidden);
      }
    }),
  );
});

test('JSON stays JSON, with everything else in it', () => {
  const settings = { wifi: { networks: [{ ssid: 'home', password: 'a "long" \\ secret' }] }, telnet: false };
  const hidden = JSON.parse(hideSecrets(JSON.stringify(settings))) as typeof settings;
  assert.deepEqual(hidden, { wifi: { networks: [{ ssid: 'home', password: '********' }] }, telnet: false });
  const open = '{"ssid":"cafe","password":""}';
  assert.equal(hideSecrets(open), open);
});

test('a line that is cut inside of a password hides its rest', () => {
  assert.equal(hideSecrets('{"password":"secr'), '{"password":"********');
});

test('other text stays as it is', () => {
  for (const text of ['passed: 5', '{"ssid":"home"}', 'the password is wrong', 'pass = true'])
    assert.equal(hideSecrets(text), text);
});

test('lines that may hold one are known', () => {
  for (const line of [
    `require("Storage").write("tinwire.json", '{}')`,
    'require("Wifi").connect("home", {password:"x"})',
    'Wifi.startAP("x", {})',
    '.wifi home secret',
    'E.setPassword("x")',
    'print("AT+CWJAP=...")',
  ])
    assert.ok(mayHoldSecret(line), line);
  for (const line of ['app.status', 'print(1)', 'wifi = 1']) assert.ok(!mayHoldSecret(line), line);
});

test('a password that is asked for by its name is hidden, and nothing else that is typed', () => {
  for (const code of ['app.settings.networks[0].password', 's["passwordAP"];', 'x=s.password']) {
    assert.equal(hideValue(code, '="thirty boards"'), '"********"');
    assert.equal(hideValue(code, '=""'), '=""');
    assert.equal(hideValue(code, '=undefined'), '=undefined');
  }
  for (const code of ['print("a", s.password)', 'console.log(s[0]["password"])'])
    assert.equal(hidePrinted(code, 'a thirty boards'), '********');
  for (const code of ['s.password="x"', 's.ssid', 'passed', 'f(s.password===p)'])
    assert.equal(
      hideValue(code, code.startsWith('f') ? '=true' : '="home"'),
      code.startsWith('f') ? '=true' : '="home"',
    );
  for (const code of ['join(s.ssid, s.password);print("done")', 'print(s.ssid)'])
    assert.equal(hidePrinted(code, 'done'), 'done');
});
