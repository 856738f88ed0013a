/** The board's native modules and devices, put into its world. */
import { gpio } from '../../chip/gpio.ts';
import type { EngineHost } from '../../engine.ts';
import type { Realm } from '../realm.ts';
import { installChipObjects } from './chip-objects.ts';
import { installDgram } from './dgram.ts';
import { installGraphics } from './graphics.ts';
import { installI2c } from './i2c.ts';
import { installNet } from './net.ts';
import { createStack } from './network/stack.ts';
import { installPins, pinsOf } from './pins.ts';
import { createRadio } from './radio.ts';
import { installSerial } from './serial.ts';
import { installStorage } from './storage.ts';
import { installWatch } from './watch.ts';
import { installWifi } from './wifi.ts';

export interface InstalledModules {
  /** What the chip does by itself at power-on, after boot code and `onInit`: `Wifi.restore()`. */
  afterBoot(): void;
  /** What the program opened is closed, as `reset()` does it; the radio keeps its link. */
  release(): void;
  /** Sockets closed, timers of the devices gone; calling it twice is harmless. */
  close(): void;
}

/** Defines what this board's hardware offers to a program; what it leaves out, the engine answers for. */
export function installModules(realm: Realm, host: EngineHost): InstalledModules {
  const radio = createRadio();
  const levels = host.gpio ?? gpio();
  const pins = pinsOf(levels, host.board.chip.firmware.board);
  const stack = createStack(realm, host, radio);
  installNet(stack);
  installDgram(stack);
  const files = installStorage(realm, host);
  const wifi = installWifi(realm, host, radio, files);
  installI2c(realm, host);
  installGraphics(realm, host);
  installPins(realm, host, levels, pins);
  installChipObjects(realm, host);
  const closing = [stack, wifi, installWatch(realm, host, levels, pins), installSerial(realm, host)];
  return {
    afterBoot: () => wifi.restore(),
    release() {
      stack.close();
      wifi.forget();
    },
    close() {
      for (const part of closing.splice(0)) part.close();
    },
  };
}
