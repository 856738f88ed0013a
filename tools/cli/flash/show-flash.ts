/** How a flash looks to people. */
import type { FlashEvent, FlashResult } from '../../flasher/flash.ts';
import { type FlashPlan, hex, kilobytes, planRows } from '../../flasher/plan.ts';
import type { FlashProgress } from '../../flasher/write-region.ts';
import type { Output } from '../output.ts';

/** Says what happens: a moving line on a terminal, a line a region elsewhere. */
export function showFlashEvent(output: Output, event: FlashEvent): void {
  if (event.kind === 'connected') {
    const size = event.flashBytes === null ? 'flash of unknown size' : `${kilobytes(event.flashBytes)} flash`;
    output.note(`${event.chip}, ${event.mac}, ${size}`);
  } else if (event.kind === 'slower') {
    output.progress('');
    output.note(`Line errors: continuing at ${event.baud} baud.`);
  } else if (event.kind === 'warning') {
    output.note(`Warning: ${event.text}`);
  } else if (event.kind === 'restored') {
    output.note(`Restored settings that the board had lost: ${event.names.join(', ')}.`);
  } else if (event.done < event.total) {
    output.progress(progressText(event));
  } else {
    output.progress('');
    output.note(`${event.region}: ${event.total} bytes, ${rate(event.bytesPerSecond)}`);
  }
}

/** `Storage 25 %, 64 kB/s, 9 s left`. */
export function progressText({ region, done, total, bytesPerSecond }: FlashProgress): string {
  const percent = Math.floor((100 * done) / total);
  if (bytesPerSecond <= 0) return `${region} ${percent} %`;
  return `${region} ${percent} %, ${rate(bytesPerSecond)}, ${Math.ceil((total - done) / bytesPerSecond)} s left`;
}

/** What goes where, as a table. */
export function planText(plan: FlashPlan): string {
  const rows = planRows(plan);
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(
      ({ name, address, end, sizeBytes }) =>
        `  ${name.padEnd(width)}  ${address.padStart(8)} - ${end.padStart(8)}  ${String(sizeBytes).padStart(8)} bytes`,
    )
    .join('\n');
}

/** The end of a flash or of a comparison. */
export function resultText(result: Pick<FlashResult, 'regions' | 'settings'>): string {
  const words = { written: 'written', same: 'unchanged', differs: 'differs' };
  const width = Math.max(...result.regions.map(({ name }) => name.length));
  return [
    ...result.regions.map(
      ({ name, addressBytes, outcome, writtenBytes }) =>
        `  ${name.padEnd(width)}  ${hex(addressBytes).padStart(8)}  ${words[outcome]}${writtenBytes > 0 ? `, ${writtenBytes} bytes` : ''}`,
    ),
    ...(result.settings.length > 0 ? [`  settings: ${result.settings.join(', ')}`] : []),
  ].join('\n');
}

function rate(bytesPerSecond: number): string {
  return `${Math.round(bytesPerSecond / 1024)} kB/s`;
}
