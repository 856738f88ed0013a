// Runs the bundle of the test file that is named: Stryker knows tests by the name of their source.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

await import(pathToFileURL(path.resolve(`${process.argv[2]}.mjs`)).href);
