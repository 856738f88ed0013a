import { createRequire } from 'node:module';
import type { PluginItem, TransformOptions } from '@babel/core';
import type { Finding } from '../dialect/finding.ts';
import { byteStrings } from './babel/byte-strings.ts';
import { derivedConstructors } from './babel/derived-constructors.ts';
import { sourceRefusals } from './babel/source-refusals.ts';
import { spreadLists } from './babel/spread-lists.ts';
import { superCalls } from './babel/super-calls.ts';

const { resolve } = createRequire(import.meta.url);

const ASSUMPTIONS = [
  'arrayLikeIsIterable',
  'constantReexports',
  'constantSuper',
  'enumerableModuleMeta',
  'ignoreFunctionLength',
  'ignoreToPrimitiveHint',
  'iterableIsArray',
  'mutableTemplateObject',
  'noClassCalls',
  'noDocumentAll',
  'noIncompleteNsImportDetection',
  'noNewArrows',
  'noUninitializedPrivateFieldAccess',
  'objectRestNoSymbols',
  'privateFieldsAsProperties',
  'pureGetters',
  'setClassMethods',
  'setComputedProperties',
  'setPublicClassFields',
  'setSpreadProperties',
  'skipForOfIteratorClosing',
  'superIsCallableConstructor',
];

/** What the lowering of one file needs to know. */
export interface LoweringOptions {
  readonly hasUnicode: boolean;
  /** Called once per file, before it is lowered, with everything in it that is refused; the list may be empty. */
  readonly onFindings: (file: string, findings: readonly Finding[]) => void;
}

/**
 * The Babel settings that lower one TypeScript file to the syntax which the interpreter runs.
 * Classes, arrows, templates, for-of, shorthand, `??` and getters stay as they are: they run natively and cost less so.
 */
export function babelOptions(options: LoweringOptions): Omit<TransformOptions, 'include' | 'exclude'> {
  return {
    babelrc: false,
    configFile: false,
    // A terminal or FORCE_COLOR would paint the quoted lines, in which the place of an error is read.
    highlightCode: false,
    sourceMaps: true,
    comments: false,
    generatorOpts: { jsescOption: { minimal: true } },
    assumptions: Object.fromEntries(ASSUMPTIONS.map((name) => [name, true])),
    plugins: babelPlugins(options),
  };
}

function babelPlugins(options: LoweringOptions): PluginItem[] {
  return [
    [sourceRefusals, options],
    spreadLists,
    // As a plugin, not a preset: a preset runs after class-properties, and bare `x?: T` fields become `this.x = void 0`.
    [resolve('@babel/plugin-transform-typescript'), { optimizeConstEnums: true, allowDeclareFields: false }],
    ...(options.hasUnicode ? [] : [byteStrings]),
    superCalls,
    derivedConstructors,
    resolve('@babel/plugin-transform-class-properties'),
    resolve('@babel/plugin-transform-destructuring'),
    resolve('@babel/plugin-transform-spread'),
    resolve('@babel/plugin-transform-parameters'),
    [resolve('@babel/plugin-transform-object-rest-spread'), { useBuiltIns: true }],
    resolve('@babel/plugin-transform-optional-chaining'),
    resolve('@babel/plugin-transform-exponentiation-operator'),
    resolve('@babel/plugin-transform-logical-assignment-operators'),
    resolve('@babel/plugin-transform-computed-properties'),
    resolve('@babel/plugin-transform-block-scoping'),
  ];
}
