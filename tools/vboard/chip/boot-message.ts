/** What a chip's ROM prints after a reset, at `RomChip.bootBaud`. */
import type { RomChip } from './rom-chips.ts';

/** Why the chip starts: power, the reset pin, or the program. */
export type ResetCause = 'power' | 'pin' | 'software';

const ESP8266_CAUSE = { power: 1, pin: 2, software: 2 } as const;
const ESP32_CAUSE = {
  power: '0x1 (POWERON_RESET)',
  pin: '0x1 (POWERON_RESET)',
  software: '0xc (SW_CPU_RESET)',
} as const;

/** How an ESP32's pins choose its start: flash, the loader on one of several lines, or on its UART alone. */
const ESP32_BOOT = {
  flash: '0x13 (SPI_FAST_FLASH_BOOT)',
  download: '0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))',
  uart: '0xf (UART_BOOT(UART0))',
} as const;

/** The lines a chip prints when it starts from flash, or when it waits in its loader. */
export function bootMessage(chip: RomChip, mode: keyof typeof ESP32_BOOT, cause: ResetCause): string {
  if (chip.id === 'esp8266') {
    const boot = mode === 'flash' ? '(3,6)' : '(1,6)';
    return `\r\n ets Jan  8 2013,rst cause:${ESP8266_CAUSE[cause]}, boot mode:${boot}\r\n\r\n`;
  }
  // The UART's own loader says no more: seen on the ESP32's ROM in a full-chip emulator.
  const waits = mode === 'download' ? 'waiting for download\r\n' : '';
  return `ets Jul 29 2019 12:21:46\r\n\r\nrst:${ESP32_CAUSE[cause]},boot:${ESP32_BOOT[mode]}\r\n${waits}`;
}
