/** What Node's library has and the interpreter lacks, with what to write instead. `#`: of an instance; `.`: of the class itself. */

const COUNT_DOWN = 'Search from the end, in a loop that counts down.';
const DECORATION = 'Write the tags into the string yourself.';
const LOCALE = 'Build the string from its parts: the board has no locales.';
const FROZEN = 'Omit it: on the board every object stays mutable.';
const LAST_MATCH = 'Use what `exec` returned.';
const LEGACY_ACCESSOR = 'Use `Object.defineProperty`, or `get` and `set` in the literal.';
const UTC_SETTER = 'Calculate in milliseconds: `date.setTime(date.getTime() + ms)`.';
const BIG_INT = 'Read or write two 32-bit halves: the interpreter has no BigInt.';
const BYTES = 'Omit it: on a chip a string is a sequence of bytes.';
const FLAGS = 'Keep the flags in a variable of your own: only `source` and `lastIndex` can be read.';
const LOGARITHM = 'Divide `Math.log(x)` by the constant: `Math.LN2`, `Math.LN10`.';
const HYPERBOLIC = 'Compute it from `Math.exp(x)` and `Math.exp(-x)`.';
const AREA_HYPERBOLIC = 'Compute it from `Math.log` and `Math.sqrt`.';
const RESIZABLE = 'Create a buffer of the new length and copy: the length of a buffer is fixed.';

const LISTS: Readonly<Record<string, string>> = {
  at: 'Write `list[i]`, and `list[list.length - 1]` for the last.',
  copyWithin: 'Copy the elements in a loop.',
  entries: 'Use `list.forEach((value, index) => ...)`, or a counting loop.',
  findLast: COUNT_DOWN,
  findLastIndex: COUNT_DOWN,
  keys: 'Use a counting loop: `for (let i = 0; i < list.length; i++)`.',
  lastIndexOf: COUNT_DOWN,
  reduceRight: 'Use `list.slice().reverse().reduce(...)`.',
  toLocaleString: 'Use `list.join(", ")`.',
  toReversed: 'Use `list.slice().reverse()`.',
  toSorted: 'Use `list.slice().sort(compare)`.',
  values: 'Iterate over the list itself: `for (const value of list)`.',
  with: 'Copy the list with `list.slice()`, and assign to the element.',
};

const BY_CLASS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Array#': {
    ...LISTS,
    flat: 'Join the lists with `concat`, in a loop or with `reduce`.',
    flatMap: 'Use `list.reduce((all, item) => all.concat(change(item)), [])`.',
    toSpliced: 'Copy the list with `list.slice()`, then use `splice`.',
  },
  'Array.': {
    from: 'Fill a list in a loop with `push`; `[].slice.call(arguments)` copies the arguments.',
    fromAsync: 'Fill a list in a loop with `push`.',
    of: 'Write the list: `[a, b]`.',
  },
  'TypedArray#': {
    ...LISTS,
    BYTES_PER_ELEMENT: 'Write the number: `array.byteLength / array.length`.',
  },
  'TypedArray.': {
    BYTES_PER_ELEMENT: 'Write the number.',
    from: 'Use `new` with the list: `new Uint8Array(list)`.',
    of: 'Use `new` with a list: `new Uint8Array([a, b])`.',
  },
  'String#': {
    anchor: DECORATION,
    at: 'Write `text.charAt(i)`, and `text.charAt(text.length - 1)` for the last.',
    big: DECORATION,
    blink: DECORATION,
    bold: DECORATION,
    codePointAt: 'Use `text.charCodeAt(i)`: on a chip it gives one byte.',
    fixed: DECORATION,
    fontcolor: DECORATION,
    fontsize: DECORATION,
    isWellFormed: BYTES,
    italics: DECORATION,
    link: DECORATION,
    localeCompare: 'Compare with `<` and `===`.',
    matchAll: 'Call `exec` of a `g` pattern in a loop until it returns null.',
    normalize: BYTES,
    search: 'Use `text.indexOf(part)`; for a pattern `exec(text)` has the `index`.',
    small: DECORATION,
    strike: DECORATION,
    sub: DECORATION,
    sup: DECORATION,
    toLocaleLowerCase: 'Use `text.toLowerCase()`.',
    toLocaleString: 'Use the string itself.',
    toLocaleUpperCase: 'Use `text.toUpperCase()`.',
    toWellFormed: BYTES,
    trimEnd: 'Use `text.trim()`; to keep leading whitespace: `("." + text).trim().slice(1)`.',
    trimLeft: 'Use `text.trim()`; to keep trailing whitespace: `(text + ".").trim().slice(0, -1)`.',
    trimRight: 'Use `text.trim()`; to keep leading whitespace: `("." + text).trim().slice(1)`.',
    trimStart: 'Use `text.trim()`; to keep trailing whitespace: `(text + ".").trim().slice(0, -1)`.',
  },
  'String.': {
    fromCodePoint: 'Use `String.fromCharCode(...)` with bytes.',
    raw: 'Write the string with doubled backslashes.',
  },
  'Number#': {
    toExponential: 'Use `toFixed`, and build the exponent yourself.',
    toLocaleString: 'Use `toFixed(digits)`, or `toString()`.',
    toPrecision: 'Use `toFixed(digits)`.',
  },
  'Number.': {
    EPSILON: 'Write the number: `2.220446049250313e-16`.',
    MAX_SAFE_INTEGER: 'Write the number: `9007199254740991`.',
    MIN_SAFE_INTEGER: 'Write the number: `-9007199254740991`.',
    isFinite: 'Use the global `isFinite(x)`.',
    isInteger: 'Use `Math.floor(x) === x`.',
    isNaN: 'Use the global `isNaN(x)`.',
    isSafeInteger: 'Use `Math.floor(x) === x && Math.abs(x) <= 9007199254740991`.',
    parseFloat: 'Use the global `parseFloat(text)`.',
    parseInt: 'Use the global `parseInt(text)`.',
  },
  'Object#': {
    __defineGetter__: LEGACY_ACCESSOR,
    __defineSetter__: LEGACY_ACCESSOR,
    __lookupGetter__: 'Use `Object.getOwnPropertyDescriptor(object, name)`.',
    __lookupSetter__: 'Use `Object.getOwnPropertyDescriptor(object, name)`.',
    isPrototypeOf: 'Use `instanceof`, or compare with `Object.getPrototypeOf(object)`.',
    propertyIsEnumerable: 'Use `hasOwnProperty`: on the board every own property is enumerable.',
    toLocaleString: 'Use `toString()`.',
  },
  'Object.': {
    freeze: FROZEN,
    getOwnPropertySymbols: 'Omit it: the interpreter has no symbols.',
    groupBy: 'Collect the groups in an object, in a loop.',
    hasOwn: 'Use `object.hasOwnProperty(name)`.',
    is: 'Use `===`, and `isNaN` for NaN.',
    isExtensible: FROZEN,
    isFrozen: FROZEN,
    isSealed: FROZEN,
    preventExtensions: FROZEN,
    seal: FROZEN,
  },
  'Function#': {
    arguments: 'Use `arguments` inside the function.',
    caller: 'Pass what the function needs as an argument.',
    name: 'Keep the name in a variable or a property of your own.',
  },
  'Error#': {
    cause: 'Put the cause into the message, or into your own property.',
    name: 'Use `error.type`.',
  },
  'Error.': {
    captureStackTrace: 'Use `stack` of the error.',
    prepareStackTrace: 'Use `stack` of the error.',
    stackTraceLimit: 'Omit it: the board decides how deep a stack trace is.',
  },
  'Date#': {
    getYear: 'Use `date.getFullYear() - 1900`.',
    setUTCDate: UTC_SETTER,
    setUTCFullYear: UTC_SETTER,
    setUTCHours: UTC_SETTER,
    setUTCMilliseconds: UTC_SETTER,
    setUTCMinutes: UTC_SETTER,
    setUTCMonth: UTC_SETTER,
    setUTCSeconds: UTC_SETTER,
    setYear: 'Use `date.setFullYear(year)`.',
    toDateString: 'Use `date.toString()`, or build the string from its parts.',
    toGMTString: 'Use `date.toUTCString()`.',
    toLocaleDateString: LOCALE,
    toLocaleString: LOCALE,
    toLocaleTimeString: LOCALE,
    toTimeString: 'Use `date.toString()`, or build the string from its parts.',
  },
  'Date.': { UTC: 'Use `Date.parse` with a string that ends in Z: `Date.parse("2024-01-31T12:00:00Z")`.' },
  'RegExp#': {
    compile: 'Create another pattern: `new RegExp(text)`.',
    dotAll: FLAGS,
    flags: FLAGS,
    global: FLAGS,
    hasIndices: FLAGS,
    ignoreCase: FLAGS,
    multiline: FLAGS,
    sticky: FLAGS,
    unicode: FLAGS,
    unicodeSets: FLAGS,
  },
  'RegExp.': {
    escape: 'Put a backslash before special characters yourself.',
    input: LAST_MATCH,
    lastMatch: LAST_MATCH,
    lastParen: LAST_MATCH,
    leftContext: LAST_MATCH,
    rightContext: LAST_MATCH,
    ...Object.fromEntries(
      ['$_', '$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9'].map((name) => [name, LAST_MATCH]),
    ),
  },
  'Promise#': { finally: 'Do it in both functions of `then(onFulfilled, onRejected)`.' },
  'Promise.': {
    allSettled: 'Give each promise a `catch`, and use `Promise.all`.',
    any: 'Resolve one `new Promise` from the `then` of each.',
    race: 'Resolve one `new Promise` from the `then` of each.',
    try: 'Use `Promise.resolve().then(fn)`.',
    withResolvers: 'Keep `resolve` and `reject` of a `new Promise` in variables.',
  },
  'Math.': {
    acosh: AREA_HYPERBOLIC,
    asinh: AREA_HYPERBOLIC,
    atanh: AREA_HYPERBOLIC,
    cbrt: 'Use `Math.pow(x, 1 / 3)` for x from 0 up.',
    clz32: 'Count in a loop with `x >>> 1`.',
    cosh: HYPERBOLIC,
    expm1: 'Use `Math.exp(x) - 1`.',
    f16round: 'Omit it: numbers are doubles.',
    fround: 'Use an element of a `Float32Array`.',
    hypot: 'Use `Math.sqrt(x * x + y * y)`.',
    imul: 'Use `(a * b) | 0` for small factors.',
    log10: LOGARITHM,
    log1p: 'Use `Math.log(1 + x)`.',
    log2: LOGARITHM,
    sinh: HYPERBOLIC,
    sumPrecise: 'Add up in a loop, or use `E.sum(list)`.',
    tanh: HYPERBOLIC,
    trunc: 'Use `x | 0` for 32-bit numbers, else `Math.floor` or `Math.ceil`.',
  },
  'JSON.': {
    isRawJSON: 'Build the JSON string yourself.',
    rawJSON: 'Build the JSON string yourself.',
  },
  'ArrayBuffer#': {
    detached: RESIZABLE,
    maxByteLength: RESIZABLE,
    resizable: RESIZABLE,
    resize: RESIZABLE,
    slice: 'Use `new Uint8Array(buffer).slice(start, end)`, which gives a plain array.',
    transfer: RESIZABLE,
    transferToFixedLength: RESIZABLE,
  },
  'ArrayBuffer.': { isView: 'Use `value instanceof Uint8Array`.' },
  'DataView#': {
    getBigInt64: BIG_INT,
    getBigUint64: BIG_INT,
    getFloat16: 'Combine two calls of `getUint16`.',
    setBigInt64: BIG_INT,
    setBigUint64: BIG_INT,
    setFloat16: 'Split the value, and call `setUint16` twice.',
  },
};

const TYPED = /^(?:Uint8|Uint8Clamped|Int8|Uint16|Int16|Uint24|Uint32|Int32|Float32|Float64)Array$/;
const ERRORS = /^(?:Type|Syntax|Reference|Internal)Error$/;

/** A member of an instance (`#`) or of a class (`.`). */
export type MemberSign = '#' | '.';

/** What to write instead of a member that Node has and the board lacks; undefined for any other member. */
export function insteadOfMember(className: string, sign: MemberSign, member: string): string | undefined {
  const group = TYPED.test(className) ? 'TypedArray' : ERRORS.test(className) ? 'Error' : className;
  return textOf(`${group}${sign}`, member) ?? textOf(sign === '.' ? 'Function#' : 'Object#', member);
}

/** The same for a receiver whose class is not known: of the first class that has such a member. */
export function insteadOfAnyMember(member: string): string | undefined {
  return Object.keys(BY_CLASS)
    .map((owner) => textOf(owner, member))
    .find((text) => text !== undefined);
}

/** Every absent member as `Class#member` or `Class.member`. */
export function absentMembers(): string[] {
  return Object.entries(BY_CLASS).flatMap(([owner, members]) =>
    Object.keys(members).map((member) => `${owner}${member}`),
  );
}

function textOf(owner: string, member: string): string | undefined {
  const members = BY_CLASS[owner];
  return members && Object.hasOwn(members, member) ? members[member] : undefined;
}
