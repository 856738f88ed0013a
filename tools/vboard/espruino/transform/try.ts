/** `try`: what is thrown in `finally` after a quiet `try` is lost, and a throw outlives a `return` in `finally`. */
import type { TryStatement } from 'acorn';
import { type Context, keep, within } from './context.ts';
import { childScope, declare } from './scope.ts';
import { block } from './statements.ts';

function handler(context: Context, node: TryStatement): string {
  if (!node.handler) return '';
  const thrown = keep(context);
  const { param } = node.handler;
  const open = `catch(e){${thrown}=$.caught(e);`;
  if (param?.type !== 'Identifier') return `${open}${block(context, node.handler.body)}}`;
  const scope = childScope(context.scope, false);
  declare(scope, param.name, 'catch', -1);
  const inner = within(context, scope);
  return `${open}const ${scope.variable}={__proto__:$.S,${param.name}:${thrown}};${block(inner, node.handler.body)}}`;
}

export function tryStatement(context: Context, node: TryStatement): string {
  const guarded = `try${block(context, node.block)}${handler(context, node)}`;
  if (!node.finalizer) return guarded;
  const pending = keep(context);
  const inside = node.handler ? `{${guarded}}` : block(context, node.block);
  const final = block(context, node.finalizer).replaceAll(
    'return ',
    `if(${pending})throw ${pending}.value;return `,
  );
  return (
    `${pending}=null;try${inside}catch(e){${pending}={value:e};throw e;}` +
    `finally{if(!$.left(${pending}))try${final}catch(e){if(${pending})throw e;$.caught(e);}}`
  );
}
