/** Methods of JavaScript's own objects that some board lacks; a program that defines one of them itself may use it. */
export const STANDARD_METHODS: ReadonlySet<string> = new Set(
  // Array and typed arrays
  (
    'at copyWithin entries findLast findLastIndex flat flatMap lastIndexOf reduceRight toReversed toSorted toSpliced ' +
    // String
    'anchor codePointAt localeCompare matchAll normalize search trimEnd trimLeft trimRight trimStart toLocaleLowerCase ' +
    'toLocaleUpperCase isWellFormed ' +
    // Number, Object, Function, Promise, Date
    'toExponential toPrecision toLocaleString isPrototypeOf propertyIsEnumerable finally toLocaleDateString ' +
    'toLocaleTimeString'
  ).split(' '),
);
