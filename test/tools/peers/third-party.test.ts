import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { runEcho } from '../../../tools/peers/echo-run.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;

/** The port in socat's `listening on AF=2 127.0.0.1:PORT`, which it prints with `-d -d`. */
async function listeningPort(stderr: NodeJS.ReadableStream): Promise<number> {
  let text = '';
  for await (const chunk of stderr) {
    text += String(chunk);
    const port = /(?:listening on|binding to) AF=2 127\.0\.0\.1:(\d+)/.exec(text)?.[1];
    if (port !== undefined && port !== '0') return Number(port);
  }
  throw new Error(`socat told no port: ${text}`);
}

test("agrees with socat's echo", { skip: hasSocat ? false : 'socat is not installed' }, async () => {
  const socat = spawn('socat', ['-d', '-d', 'TCP-LISTEN:0,bind=127.0.0.1,fork', 'EXEC:cat'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const port = await listeningPort(socat.stderr);
    const report = await runEcho({
      target: { host: '127.0.0.1', port },
      protocol: 'tcp',
      clients: 2,
      sizesBytes: [16, 1024],
      count: 20,
      seconds: null,
      timeoutMs: 5000,
      window: 2,
      isLines: false,
    });
    assert.equal(report.outcome, 'ok', report.faults.join('\n'));
    assert.equal(report.sizes[1]?.answered, 40);
  } finally {
    socat.kill();
    await once(socat, 'exit');
  }
});
