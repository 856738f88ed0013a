/** `node --import tsx test/conformance/document.ts` writes docs/conformance.md from the probes. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BUILDS, knownDifferences, type ProbeFile, readProbes } from './probes.ts';

/** The document's path. */
export const DOCUMENT = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));

/** What the probes cover, and where the virtual board differs. */
export function conformanceDocument(
  files: readonly ProbeFile[],
  known: Readonly<Record<string, string>>,
): string {
  const count = files.reduce((sum, { probes }) => sum + probes.length, 0);
  const versions = [...new Set(files.map(({ interpreter }) => interpreter))].join(', ');
  const reasons = [...new Set(Object.values(known))];
  const keysOf = (reason: string) => Object.keys(known).filter((key) => known[key] === reason);
  return `# How accurate the virtual board is

The output of ${count} small programs on the real interpreter (${versions}, built for 32-bit Linux without Unicode, with the
variables and Storage of ${BUILDS.join(' and ')}) was recorded. \`npm test\` runs all of them on the virtual board's built-in
engine and compares every character.

| area | probes | differences |
|---|---|---|
${files
  .map(({ area, probes }) => {
    const ids = new Set(probes.map(({ id }) => id));
    const differences = Object.keys(known).filter((key) => ids.has(key.split(' ')[1] ?? '')).length;
    return `| ${area} | ${probes.length} | ${differences || ''} |`;
  })
  .join('\n')}

${count * BUILDS.length} answers are compared; ${Object.keys(known).length} differ, for ${reasons.length} reasons:

${reasons.map((reason) => `- ${reason} (${keysOf(reason).join(', ')})`).join('\n')}

The test fails on a difference that is not in \`test/conformance/known-differences.json\`, and on one that is listed there but no
longer occurs.

To record again, with a build that has a board's variables and Storage geometry and no Unicode:
\`ESPRUINO_BIN=... node --import tsx test/conformance/record.ts esp8266-4mb\` (or \`esp32\`, and an area's name for that area only),
then \`node --import tsx test/conformance/document.ts\`.
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(DOCUMENT, conformanceDocument(readProbes(), knownDifferences()));
}
