/** Everything that the interpreter has built in, apart from hardware and network. */
import type { Machine } from '../machine.ts';
import { installArrays } from './array.ts';
import { installDates } from './date.ts';
import { installPatterns } from './regexp.ts';
import { installDataView } from './data-view.ts';
import { installEspruino } from './espruino.ts';
import { installProcess } from './process.ts';
import { installViews } from './typed-array.ts';
import { installPromises } from '../promise.ts';
import { installConsole } from './console.ts';
import { installErrors } from './error-classes.ts';
import { installFunctions } from './function.ts';
import { installJson } from './json.ts';
import { installMath } from './math.ts';
import { installModules } from './modules.ts';
import { installNumbers } from './number.ts';
import { installObjects } from './object.ts';
import { installStrings } from './string.ts';

/** @returns the maker of pattern objects, for literals. */
export function installBuiltins(machine: Machine): (pattern: string, flags: string) => unknown {
  installObjects(machine);
  installErrors(machine);
  installFunctions(machine);
  installNumbers(machine);
  installStrings(machine);
  installArrays(machine);
  installMath(machine);
  installJson(machine);
  installConsole(machine);
  installModules(machine);
  installViews(machine);
  installDataView(machine);
  installPromises(machine);
  installProcess(machine);
  installEspruino(machine);
  installDates(machine);
  return installPatterns(machine).make;
}
