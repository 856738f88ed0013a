import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { listPorts } from '../../../tools/transport/list.ts';

const listOf = (...ports: { path: string; vendorId?: string; productId?: string }[]) => ({
  list: () => Promise.resolve(ports),
});

test('serial chips of boards are candidates and come first, in the order of their numbers', async () => {
  const ports = await listPorts(
    listOf(
      { path: '/dev/ttyUSB10', vendorId: '10c4', productId: 'ea60' },
      { path: '/dev/ttyUSB2', vendorId: '1A86', productId: '7523' },
      { path: '/dev/ttyACM0', vendorId: '046d', productId: 'c31c' },
      { path: '/dev/ttyACM1', vendorId: '303a', productId: '1001' },
    ),
  );
  assert.deepEqual(
    ports.map(({ name, isCandidate, description }) => [name, isCandidate, description]),
    [
      ['/dev/ttyACM1', true, 'Espressif USB'],
      ['/dev/ttyUSB2', true, 'CH34x'],
      ['/dev/ttyUSB10', true, 'CP210x'],
      ['/dev/ttyACM0', false, null],
    ],
  );
  assert.deepEqual(ports[0]?.usb, { vendorId: 0x303a, productId: 0x1001 });
});

test('the serial ports that every PC pretends to have are left out', async () => {
  assert.deepEqual(await listPorts(listOf({ path: '/dev/ttyS0' }, { path: '/dev/ttyAMA0' })), []);
});

test('without udevadm the device files are listed, with ids where the system has them', {
  skip: process.platform === 'win32' ? 'Windows has no file names with a colon' : false,
}, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-list-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [dev, sys, usb] = ['dev', 'sys', 'usb'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const name of [dev, sys, `${sys}/ttyUSB0`, `${usb}/1-1/1-1:1.0/ttyUSB0`])
    mkdirSync(name, { recursive: true });
  for (const name of ['ttyUSB0', 'ttyACM3', 'null', 'ttyS0']) writeFileSync(path.join(dev, name), '');
  writeFileSync(`${usb}/1-1/idVendor`, '0403\n');
  writeFileSync(`${usb}/1-1/idProduct`, '6001\n');
  symlinkSync(`${usb}/1-1/1-1:1.0/ttyUSB0`, `${sys}/ttyUSB0/device`);
  const ports = await listPorts({
    list: () => Promise.reject(new Error('spawn udevadm ENOENT')),
    sysFolder: sys,
    deviceFolder: dev,
  });
  assert.deepEqual(ports, [
    { name: `${dev}/ttyACM3`, usb: null, description: null, isCandidate: true },
    {
      name: `${dev}/ttyUSB0`,
      usb: { vendorId: 0x0403, productId: 0x6001 },
      description: 'FTDI',
      isCandidate: true,
    },
  ]);
});
