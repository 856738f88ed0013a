import type { AnyNode } from 'acorn';
import type { Program } from './program.ts';
import { type Binding, lookUp, type Scopes } from './scopes.ts';

/** The board's own class whose instance an expression is for certain; undefined: the script does not say. */
export type ReceiverClasses = (node: AnyNode) => string | undefined;

const CONSTRUCTED = new Set(
  (
    'Array ArrayBuffer DataView Date Error Function InternalError Promise ReferenceError RegExp SyntaxError TypeError ' +
    'Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint24Array Uint32Array'
  ).split(' '),
);
const CALLED = classesBy({
  Array: 'Array Object.entries Object.getOwnPropertyNames Object.keys Object.values Modules.getCached',
  Date: 'Date',
  Error: 'Error',
  Number:
    'Date.now Date.parse Number analogRead digitalRead getTime parseFloat parseInt setInterval setTimeout setWatch',
  Promise: 'Promise.all Promise.reject Promise.resolve',
  RegExp: 'RegExp',
  String:
    'JSON.stringify String String.fromCharCode atob btoa encodeURIComponent decodeURIComponent getSerial',
  Uint8Array: 'E.toUint8Array',
});
const SAME = 'the receiver';
/** What the methods of a class return. */
const RETURNED: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  Array: classesBy({
    [SAME]: 'concat fill filter map reverse slice sort splice',
    Number: 'findIndex indexOf push unshift',
    String: 'join',
  }),
  String: classesBy({
    [SAME]:
      'charAt concat padEnd padStart removeAccents repeat replace replaceAll slice substr substring toLowerCase toUpperCase trim',
    Array: 'match split',
    Number: 'charCodeAt indexOf lastIndexOf',
  }),
  Number: classesBy({ String: 'toFixed' }),
  RegExp: classesBy({ Array: 'exec' }),
  Date: classesBy({ String: 'toISOString toJSON toLocalISOString toUTCString', Number: 'getTime valueOf' }),
  Promise: classesBy({ [SAME]: 'catch then' }),
};
const RETURNED_BY_VIEWS = classesBy({
  [SAME]: 'fill map reverse sort subarray',
  Array: 'filter slice',
  Number: 'findIndex indexOf',
  String: 'join',
});
/** The search stops at this depth: a variable may be derived from itself. */
const MAX_CHAIN = 8;

/** Looks receivers up: literals, what built-ins make and return, and variables that are such a value from their one assignment on. */
export function receiverClasses(program: Program, scopes: Scopes): ReceiverClasses {
  const ownNames = new Set(scopes.globals.filter(({ isWrite }) => isWrite).map(({ node }) => node.name));
  const builtIns = new Set(
    scopes.globals.filter(({ node }) => !ownNames.has(node.name)).map(({ node }) => node),
  );
  const bindings = bindingsByUse(scopes);
  const nameOf = (node: AnyNode): string | undefined => {
    if (node.type === 'Identifier') return builtIns.has(node) ? node.name : undefined;
    if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
      return undefined;
    const owner = node.object.type === 'Identifier' ? nameOf(node.object) : undefined;
    return owner && `${owner}.${node.property.name}`;
  };

  const classOf = (node: AnyNode, depth: number): string | undefined => {
    if (depth > MAX_CHAIN) return undefined;
    const inner = (next: AnyNode): string | undefined => classOf(next, depth + 1);
    switch (node.type) {
      case 'Literal':
        if (node.regex) return 'RegExp';
        return { string: 'String', number: 'Number', boolean: 'Boolean' }[String(typeof node.value)];
      case 'TemplateLiteral':
        return 'String';
      case 'ArrayExpression':
        return 'Array';
      case 'ObjectExpression':
        return 'Object';
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return 'Function';
      case 'ParenthesizedExpression':
        return inner(node.expression);
      case 'AssignmentExpression':
        return node.operator === '=' ? inner(node.right) : undefined;
      case 'UnaryExpression':
        return { typeof: 'String', '-': 'Number', '+': 'Number', '~': 'Number', '!': 'Boolean' }[
          String(node.operator)
        ];
      case 'BinaryExpression':
        if (node.operator !== '+') return undefined;
        return [node.left, node.right].some((side) => inner(side) === 'String') ? 'String' : undefined;
      case 'ConditionalExpression': {
        const found = inner(node.consequent);
        return found === inner(node.alternate) ? found : undefined;
      }
      case 'NewExpression': {
        const name = nameOf(node.callee);
        return name !== undefined && CONSTRUCTED.has(name) ? name : undefined;
      }
      case 'CallExpression':
        return resultOf(node.callee, inner);
      case 'Identifier': {
        const binding = bindings.get(node);
        const value = binding && soleValue(binding, program);
        return value && inner(value);
      }
      default:
        return undefined;
    }
  };
  const resultOf = (callee: AnyNode, inner: ReceiverClasses): string | undefined => {
    const name = nameOf(callee);
    if (name?.startsWith('Math.')) return 'Number';
    const known = name === undefined ? undefined : CALLED.get(name);
    if (known !== undefined) return known;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
      return undefined;
    const receiver = inner(callee.object);
    if (receiver === undefined) return undefined;
    if (callee.property.name === 'toString' && receiver !== 'Object') return 'String';
    const table = receiver.endsWith('Array') && receiver !== 'Array' ? RETURNED_BY_VIEWS : RETURNED[receiver];
    const result = table?.get(callee.property.name);
    return result === SAME ? receiver : result;
  };
  return (node) => classOf(node, 0);
}

/** The one value of a variable or function that nothing else is assigned to, and that no other place declares. */
function soleValue({ declarations, uses, kind }: Binding, program: Program): AnyNode | undefined {
  const [declaration, ...others] = declarations;
  if (!declaration || others.length > 0 || uses.some(({ isWrite }) => isWrite)) return undefined;
  const parent = program.parentOf(declaration);
  return parent?.type === 'VariableDeclarator' && kind !== 'parameter' && parent.id === declaration
    ? (parent.init ?? undefined)
    : undefined;
}

function bindingsByUse(scopes: Scopes): Map<AnyNode, Binding> {
  const found = new Map<AnyNode, Binding>();
  for (const scope of scopes.all) {
    for (const name of scope.bindings.keys()) {
      const binding = lookUp(scope, name);
      for (const { node } of binding?.uses ?? []) if (binding) found.set(node, binding);
    }
  }
  return found;
}

function classesBy(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(names).flatMap(([type, list]) => list.split(' ').map((name) => [name, type] as const)),
  );
}
