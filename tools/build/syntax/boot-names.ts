/** The one root name of the boot code (`firmware/boot/selector.ts`). */
export const BOOT_NAME = 'SLOT';

/** The names that the boot code uses once the image has run; `load` is not among them, it takes the board's back itself. */
export const USED_BEHIND_IMAGE: ReadonlySet<string> = new Set([
  BOOT_NAME,
  'E',
  'process',
  'require',
  'setTimeout',
  'getTime',
]);
