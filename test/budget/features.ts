/** What a feature of the firmware costs: the sum of the modules that it is made of. */
import type { ModuleShare } from '../../tools/image/image.ts';

/** Which modules make up a feature; the first that fits counts. */
const FEATURES: readonly (readonly [feature: string, modules: RegExp])[] = [
  ['AT console', /^firmware\/(at\/|features\/at-console\/)/],
  ['display, Chinese text included', /^firmware\/(oled\/|features\/display\/|hardware\/display)/],
  // Every board counts and says it on its console; with a display it stands there, too.
  ['status and byte counters', /^firmware\/(features\/status\/|tutorials\/001\/byte-counters)/],
  ['chat', /^firmware\/features\/chat\//],
  ['TCP client', /^firmware\/(tcp\/(client|request)\.|features\/(echo-client\/|program\/program-client))/],
  [
    'UDP: echo, discovery, beacon',
    /^firmware\/(udp\/|features\/udp-echo\/|tutorials\/003\/(request-log|requests|readable)|hardware\/udp)/,
  ],
  [
    'serial bridge and button',
    /^firmware\/(serial\/|tcp\/queue|features\/bridge\/|hardware\/(serial|button))/,
  ],
  [
    'TCP server and clients array',
    /^firmware\/(tcp\/|echo\/|lib\/lines|features\/(echo-server|answer|program)\/|tutorials\/(004\/line-clients|001\/access-point)|hardware\/tcp)/,
  ],
  [
    'Wi-Fi',
    /^firmware\/(wifi\/|lib\/backoff|features\/(network|start)\/|tutorials\/(001\/connection-log|003\/network-config)|hardware\/wifi)/,
  ],
  ['settings', /^firmware\/(features\/settings\/|hardware\/store)/],
];

/** Bytes of the script, and variables. */
export interface Cost {
  readonly bytes: number;
  readonly variables: number;
}

/** Each feature's cost in an image, in the order of the list; `the rest` is entry, console, timers and the like. */
export function featureCosts(modules: readonly ModuleShare[]): ReadonlyMap<string, Cost> {
  const costs = new Map<string, Cost>(
    [...FEATURES.map(([name]) => name), 'the rest'].map((name) => [name, { bytes: 0, variables: 0 }]),
  );
  for (const { name, bytes, variables } of modules) {
    // An image outside the project has its modules by longer paths.
    const module = name.slice(Math.max(0, name.indexOf('firmware/')));
    const feature = FEATURES.find(([, isOf]) => isOf.test(module))?.[0] ?? 'the rest';
    const sum = costs.get(feature) ?? { bytes: 0, variables: 0 };
    costs.set(feature, { bytes: sum.bytes + bytes, variables: sum.variables + variables });
  }
  return costs;
}
