/** The interpreter itself. */

/** Its version, e.g. `2v29`. */
export const interpreterVersion: string = process.version;
