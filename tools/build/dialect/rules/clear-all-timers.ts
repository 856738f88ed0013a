import type { Rule } from '../rule.ts';
/** Timers are cleared one by one, or all of them on purpose. */
export const clearAllTimers: Rule = {
  id: 'clear-all-timers',
  message: 'Without an argument this deletes all timers or watches, including those of libraries.',
  instead: 'Pass an id to clear only your own.',
  severity: 'warning',
  find({ program, scopes }, report) {
    const globals = new Set(scopes.globals.map(({ node }) => node));
    for (const { callee, arguments: given, start } of program.nodes('CallExpression')) {
      if (callee.type !== 'Identifier' || !globals.has(callee)) continue;
      if (/^clear(?:Timeout|Interval|Watch)$/.test(callee.name) && given.length === 0) report({ start });
    }
  },
};
