import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'acorn';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { dropBootNames, droppedNames } from '../../../../tools/build/passes/drop-boot-names.ts';

/** Three names that go in any case, since the statement is not worth it for fewer. */
const OTHERS = 'function x(){}function y(){}function z(){}x();y();z();';

/** What goes when a script of these statements has loaded. */
function dropped(code: string): string[] {
  const { code: after } = runPass(`${code};${OTHERS}`, dropBootNames);
  return [...droppedNames(parse(after, { ecmaVersion: 2022 }))].filter((name) => !'xyz'.includes(name));
}

test('functions that only the start calls go, and those that only they call', () => {
  assert.deepEqual(
    dropped('function read(){return parse()} function parse(){return 1} const s = read(); print(s)'),
    ['read', 'parse', 's'],
  );
});

test('a function that is handed on stays, with all that it uses', () => {
  assert.deepEqual(
    dropped('let n = 0; function tick(){count()} function count(){n++} setInterval(tick, 10)'),
    [],
  );
});

test('a function that a boot function hands on stays', () => {
  assert.deepEqual(dropped('function start(){on(later)} function later(){} start()'), ['start']);
});

test('what a closure, a method or a class names stays', () => {
  assert.deepEqual(dropped('function a(){} setTimeout(() => a(), 1)'), []);
  assert.deepEqual(dropped('function a(){} print({ run() { a() } })'), []);
  assert.deepEqual(dropped('function a(){} class B { run() { a() } } print(new B())'), []);
});

test('a closure that is called where it stands is part of the start', () => {
  assert.deepEqual(dropped('function a(){} (function(){ a() })()'), ['a']);
});

test('a variable that outlives the start in some function stays', () => {
  assert.deepEqual(dropped('let port = 1; const host = 2; on(() => port); print(host)'), ['host']);
});

test('a function that is assigned again is not known, and what it used stays where anybody may call it', () => {
  assert.deepEqual(dropped('let f = () => g(); function g(){} f = null; print(f)'), ['f']);
});

test('a name that hides a root name is not that name', () => {
  assert.deepEqual(dropped('function a(){} a(); on(a => a())'), ['a']);
});

test('one or two names are not worth the statement', () => {
  const code = 'function a(){}a()';
  assert.equal(runPass(code, dropBootNames).code, code);
});

test('the names are gone and the rest goes on', () => {
  const code = `function late(){return 7} ${OTHERS} keep(() => late());`;
  const root = {} as Record<string, unknown>;
  const run = new Function('keep', 'global', runPass(code, dropBootNames).code);
  let kept = (): unknown => undefined;
  run(
    (fn: () => unknown) => {
      kept = fn;
    },
    new Proxy(root, { deleteProperty: (target, name) => (target[String(name)] = true) }),
  );
  assert.deepEqual(Object.keys(root), ['x', 'y', 'z']);
  assert.equal(kept(), 7);
});
