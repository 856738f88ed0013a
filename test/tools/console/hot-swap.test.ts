/** Swaps and what they leave, on a Storage that is here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eraseHotFiles, hotFile, hotFileCount, swapFunctions } from '../../../tools/console/hot-swap.ts';
import { ToolError } from '../../../tools/errors.ts';
import { pieceBoard } from '../../support/piece-board.ts';

const LEFT = new Map(['hot0', 'hot12', 'hotel', 'ahot1', 'hot1x', 'fw0'].map((name) => [name, 'x']));
/** One question that is damaged before it is answered. */
const once = () => {
  let faults = 1;
  return () => {
    if (faults-- > 0) throw new ToolError('SESSION_GARBLED', 'board on memory: damaged.');
  };
};

test('a swap stores the text, confirms what runs, and runs the text from Storage at the root', async () => {
  let confirmed = 0;
  const board = pieceBoard({ globals: { SLOT: { confirm: () => confirmed++ } } });
  const { sendMs, runMs } = await swapFunctions(board.session, hotFile(3), 'function f(){return "ä"}');
  assert.equal(board.files.get('hot3'), Buffer.from('function f(){return "ä"}').toString('latin1'));
  assert.equal(confirmed, 1);
  assert.equal(typeof board.context.f, 'function');
  assert.ok(sendMs > 0 && sendMs < 2_000 && runMs >= 0 && runMs < 2_000);
});

test('a board without slots, or with an older selector, is swapped without a confirmation', async () => {
  for (const globals of [{}, { SLOT: {} }]) {
    const board = pieceBoard({ globals });
    await swapFunctions(board.session, 'hot1', 'function f(){}');
    assert.equal(typeof board.context.f, 'function');
  }
});

test('a text that throws is told', async () => {
  await assert.rejects(swapFunctions(pieceBoard().session, 'hot1', 'throw 1'), { code: 'BOARD_THREW' });
});

test('a damaged question of a swap is asked again', async () => {
  let faults = 1;
  const board = pieceBoard({
    onAsk({ code }) {
      if (code.includes('SLOT') && faults-- > 0)
        throw new ToolError('SESSION_GARBLED', 'board on memory: damaged.');
    },
  });
  await swapFunctions(board.session, 'hot1', 'function f(){}');
  assert.equal(typeof board.context.f, 'function');
});

test('only files with a number were left by swaps', async () => {
  const board = pieceBoard({ files: new Map(LEFT), onAsk: once() });
  assert.equal(await hotFileCount(board.session), 2);
  assert.match(board.asked[0]?.code ?? '', /\/\^hot\//);
});

test('what swaps left is erased, and nothing else', async () => {
  const board = pieceBoard({ files: new Map(LEFT), onAsk: once() });
  await eraseHotFiles(board.session);
  assert.ok(['hotel', 'ahot1', 'fw0'].every((name) => board.files.has(name)));
  assert.ok(['hot0', 'hot12'].every((name) => !board.files.has(name)));
});
