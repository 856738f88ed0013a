import type { Rule } from '../rule.ts';
import { accessorName } from './accessor-name.ts';
import { argumentsLength } from './arguments-length.ts';
import { argumentsMember } from './arguments-member.ts';
import { arrayHole } from './array-hole.ts';
import { arrayLength } from './array-length.ts';
import { arrowArguments } from './arrow-arguments.ts';
import { arrowParameterName } from './arrow-parameter-name.ts';
import { arrowThis } from './arrow-this.ts';
import { asyncFunction } from './async-function.ts';
import { bigInt } from './big-int.ts';
import { blockClosure } from './block-closure.ts';
import { blockFunction } from './block-function.ts';
import { bootName } from './boot-name.ts';
import { builtinPrototype } from './builtin-prototype.ts';
import { caseExpression } from './case-expression.ts';
import { classExtends } from './class-extends.ts';
import { classField } from './class-field.ts';
import { classOwnName } from './class-own-name.ts';
import { classThen } from './class-then.ts';
import { clearAllTimers } from './clear-all-timers.ts';
import { computedKey } from './computed-key.ts';
import { defaultParameter } from './default-parameter.ts';
import { deleteOperand } from './delete-operand.ts';
import { destructuring } from './destructuring.ts';
import { division } from './division.ts';
import { doWhileLine } from './do-while-line.ts';
import { duplicateParameter } from './duplicate-parameter.ts';
import { exponentiation } from './exponentiation.ts';
import { finallyExit } from './finally-exit.ts';
import { forIn } from './for-in.ts';
import { forInitIn } from './for-init-in.ts';
import { generator } from './generator.ts';
import { getterRead } from './getter-read.ts';
import { imageLoss } from './image-loss.ts';
import { incrementLine } from './increment-line.ts';
import { inheritedStatic } from './inherited-static.ts';
import { jsonCallback } from './json-callback.ts';
import { label } from './label.ts';
import { largeInteger } from './large-integer.ts';
import { lateRead } from './late-read.ts';
import { literalInTry } from './literal-in-try.ts';
import { loadFile } from './load-file.ts';
import { logicalAssignment } from './logical-assignment.ts';
import { longName } from './long-name.ts';
import { loopClosure } from './loop-closure.ts';
import { memberName } from './member-name.ts';
import { moduleSyntax } from './module-syntax.ts';
import { nestedNew } from './nested-new.ts';
import { newTarget } from './new-target.ts';
import { nonAsciiName } from './non-ascii-name.ts';
import { nullPrototype } from './null-prototype.ts';
import { optionalChaining } from './optional-chaining.ts';
import { privateName } from './private-name.ts';
import { promiseExecutor } from './promise-executor.ts';
import { regexFlags } from './regex-flags.ts';
import { regexPattern } from './regex-pattern.ts';
import { regexPosition } from './regex-position.ts';
import { replaceCallback } from './replace-callback.ts';
import { replaceNothing } from './replace-nothing.ts';
import { reservedName } from './reserved-name.ts';
import { restParameter } from './rest-parameter.ts';
import { returnLine } from './return-line.ts';
import { skippedBlock } from './skipped-block.ts';
import { splitGroup } from './split-group.ts';
import { spread } from './spread.ts';
import { staticAccessor } from './static-accessor.ts';
import { staticBlock } from './static-block.ts';
import { staticField } from './static-field.ts';
import { strayCharacter } from './stray-character.ts';
import { stringEscape } from './string-escape.ts';
import { superArgument } from './super-argument.ts';
import { superMember } from './super-member.ts';
import { superPlace } from './super-place.ts';
import { switchDefault } from './switch-default.ts';
import { switchScope } from './switch-scope.ts';
import { taggedTemplate } from './tagged-template.ts';
import { templateBraces } from './template-braces.ts';
import { unknownGlobal } from './unknown-global.ts';
import { unknownMethod } from './unknown-method.ts';
import { unknownModule } from './unknown-module.ts';
import { unknownModuleMember } from './unknown-module-member.ts';
import { unknownStatic } from './unknown-static.ts';
import { useBeforeDefinition } from './use-before-definition.ts';
import { variableOrder } from './variable-order.ts';
import { withStatement } from './with-statement.ts';

/** Every rule of the dialect check. */
export const RULES: readonly Rule[] = [
  accessorName,
  argumentsLength,
  argumentsMember,
  arrayHole,
  arrayLength,
  arrowArguments,
  arrowParameterName,
  arrowThis,
  asyncFunction,
  bigInt,
  blockClosure,
  blockFunction,
  bootName,
  builtinPrototype,
  caseExpression,
  classExtends,
  classField,
  classOwnName,
  classThen,
  clearAllTimers,
  computedKey,
  defaultParameter,
  deleteOperand,
  destructuring,
  division,
  doWhileLine,
  duplicateParameter,
  exponentiation,
  finallyExit,
  forIn,
  forInitIn,
  generator,
  getterRead,
  imageLoss,
  incrementLine,
  inheritedStatic,
  jsonCallback,
  label,
  largeInteger,
  lateRead,
  literalInTry,
  loadFile,
  logicalAssignment,
  longName,
  loopClosure,
  memberName,
  moduleSyntax,
  nestedNew,
  newTarget,
  nonAsciiName,
  nullPrototype,
  optionalChaining,
  privateName,
  promiseExecutor,
  regexFlags,
  regexPattern,
  regexPosition,
  replaceCallback,
  replaceNothing,
  reservedName,
  restParameter,
  returnLine,
  skippedBlock,
  splitGroup,
  spread,
  staticAccessor,
  staticBlock,
  staticField,
  strayCharacter,
  stringEscape,
  superArgument,
  superMember,
  superPlace,
  switchDefault,
  switchScope,
  taggedTemplate,
  templateBraces,
  unknownGlobal,
  unknownMethod,
  unknownModule,
  unknownModuleMember,
  unknownStatic,
  useBeforeDefinition,
  variableOrder,
  withStatement,
];
