// Repeats the failed tests after all others, since a long run's first failure is far up the screen.
export default async function* failures(events) {
  const failed = [];
  for await (const { type, data } of events) {
    // A file or a suite that fails because of a test in it says nothing new.
    if (type === 'test:fail' && data.details.error.failureType !== 'subtestsFailed') failed.push(data);
  }
  if (failed.length === 0) return;
  yield `\nfailed (${failed.length}):\n`;
  for (const { name, file, line, details } of failed) {
    const cause = details.error.cause ?? details.error;
    yield `  ${name}\n    ${file}:${line}\n    ${String(cause.message ?? cause).replaceAll('\n', '\n    ')}\n`;
  }
}
