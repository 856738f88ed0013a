/** Everything that the interpreter has built in, apart from hardware and network. */
import type { Machine } from '../machine.ts';
import { installPromises, type Promises } from '../promise.ts';
import { installArrays } from './array.ts';
import { installConsole } from './console.ts';
import { installDataView } from './data-view.ts';
import { installDates } from './date.ts';
import { installErrors } from './error-classes.ts';
import { installEspruino } from './espruino.ts';
import { installFunctions } from './function.ts';
import { installJson } from './json.ts';
import { installMath } from './math.ts';
import { installModules } from './modules.ts';
import { installNumbers } from './number.ts';
import { installObjects } from './object.ts';
import { installProcess } from './process.ts';
import { installPatterns } from './regexp.ts';
import { installStrings } from './string.ts';
import { installViews } from './typed-array.ts';

export interface Installed {
  /** Makes pattern objects, for literals. */
  readonly regexp: (pattern: string, flags: string) => unknown;
  readonly promises: Promises;
  readonly held: () => unknown[];
}

export function installBuiltins(machine: Machine): Installed {
  installObjects(machine);
  installErrors(machine);
  installFunctions(machine);
  installNumbers(machine);
  installStrings(machine);
  installArrays(machine);
  installMath(machine);
  installJson(machine);
  installConsole(machine);
  const held = installModules(machine);
  installViews(machine);
  installDataView(machine);
  const promises = installPromises(machine);
  installProcess(machine);
  installEspruino(machine);
  installDates(machine);
  return { regexp: installPatterns(machine).make, promises, held };
}
