/** Whether what stands in an image's `manifest.json` and `image.js.map` has the form that the tools read. */

type Shape = 'string' | 'number' | 'boolean' | readonly Shape[] | { readonly [field: string]: Shape };

/** A list has one shape for each of its entries. */
const MANIFEST: Shape = {
  format: 'number',
  board: 'string',
  firmware: { board: 'string', minimumVersion: 'string' },
  hash: 'string',
  imageBytes: 'number',
  crc32: 'number',
  hasSlots: 'boolean',
  development: 'boolean',
  storage: { addressBytes: 'number', sizeBytes: 'number', usedBytes: 'number', hash: 'string' },
  files: [{ name: 'string', sizeBytes: 'number', hash: 'string' }],
  variables: { estimated: 'number', limit: 'number' },
  modules: [{ name: 'string', bytes: 'number', variables: 'number' }],
};

/** The path of the first field that is missing or of another kind, such as `/storage/hash`; `null`: all are there. */
export function manifestFault(value: unknown): string | null {
  return shapeFault(value, MANIFEST, '');
}

/** Whether a text is a source map, or an empty one. */
export function isSourceMap(text: string): boolean {
  try {
    const map = JSON.parse(text) as { mappings?: unknown } | null;
    if (typeof map !== 'object' || map === null || Array.isArray(map)) return false;
    return map.mappings === undefined || typeof map.mappings === 'string';
  } catch {
    return false;
  }
}

function shapeFault(value: unknown, shape: Shape, path: string): string | null {
  if (typeof shape === 'string') return typeof value === shape ? null : path;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(shape))
    return path || '/';
  const parts = Array.isArray(shape)
    ? (value as readonly unknown[]).map((entry, index) => [index, entry, shape[0]] as const)
    : Object.entries(shape).map(
        ([field, inner]) => [field, (value as Record<string, unknown>)[field], inner] as const,
      );
  for (const [field, inner, wanted] of parts) {
    const fault = shapeFault(inner, wanted as Shape, `${path}/${field}`);
    if (fault !== null) return fault;
  }
  return null;
}
