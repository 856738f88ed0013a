/** Small images with two slots, and a selector that runs the newest committed slot; for tests of the upload alone. */
import type { Image, Manifest } from '../../tools/image/image.ts';
import { encodeStorage, type StorageArea } from '../../tools/protocol/storage-image.ts';
import { dice } from './engine-transport.ts';

const SELECTOR = `var SLOT={n:-1};(function(S){var q=-1,n,a,s;for(n=0;n<2;n++){a=S.read("ab"+n);if(a&&a.charCodeAt(12)==0&&a.charCodeAt(14)!=0){s=a.charCodeAt(2)+256*a.charCodeAt(3);if(s>q){q=s;SLOT.n=n}}}})(require("Storage"));if(SLOT.n>=0)eval(require("Storage").read("fw"+SLOT.n));`;

export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A program of about `sizeBytes` whose functions all differ. */
export function programText(sizeBytes: number, seed = 7): string {
  const roll = dice(seed);
  let text = '';
  for (let index = 0; text.length < sizeBytes; index++) {
    text += `function f${index}(a){return a+"${roll().toString(36)}'\\n"+${Math.floor(roll() * 1e9)}}\n`;
  }
  return text;
}

/** An image of `code`; `hasSlots: false` boots it from `.bootcde`. */
export function slotImage(
  code: string,
  area: StorageArea,
  { hasSlots = true, font = null as Uint8Array | null } = {},
): Image {
  const files = hasSlots
    ? [
        { name: '.bootcde', data: bytesOf(SELECTOR) },
        { name: 'fw0', data: bytesOf(code) },
      ]
    : [{ name: '.bootcde', data: bytesOf(code) }];
  if (font !== null) files.push({ name: 'ascii16', data: font });
  return { code: bytesOf(code), map: '', storage: encodeStorage(files, area), manifest: {} as Manifest };
}
