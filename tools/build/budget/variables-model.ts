/**
 * How many variables a script takes on the board once it has loaded and runs: one count a thing that it makes, each with
 * its place in the text. The figures were measured on 2v29.277 builds with 12- and 14-byte variables and mapped Storage
 * (`test/fixtures/variables-probes.json`); on those programs, from one function to an echo server of 330 variables, the
 * estimate is off by at most 2 variables or 3 %. Objects that functions make while they run (closures, instances, records
 * of clients) are not seen, 54 to 82 variables in the default images: the budget keeps a margin for them.
 */
import { type AnyNode, type Function as FunctionNode, type Literal, type Program, parse } from 'acorn';
import { droppedNames } from '../passes/drop-boot-names.ts';
import {
  type CellSizes,
  cellSizes,
  nameCells,
  stringCells,
  textCells,
  typedArrayCells,
} from './variable-cells.ts';

/** Variables that one place in the script takes; `start` is its offset in the text. */
export interface VariableCost {
  readonly start: number;
  readonly variables: number;
}

/** Where the text of functions lies, and how large a variable is. */
export interface VariableModel {
  readonly sizeBytes: number;
  readonly hasMappedStorage: boolean;
}

/** What the interpreter itself has in use before a program loads (44 to 47 were measured). */
export const BASE_VARIABLES = 47;

/** What calls leave behind for as long as the program runs, without their callbacks. */
const CALLS: Readonly<Record<string, number>> = {
  require: 5,
  createServer: 12,
  listen: 7,
  createSocket: 18,
  setTimeout: 3,
  setInterval: 5,
  setWatch: 15,
  on: 2,
};
/** A library object is made when its name is first used. */
const FIRST_USE: Readonly<Record<string, number>> = { Math: 3, JSON: 3 };
/** The class of typed arrays is made when the first of them is. */
const TYPED_ARRAY_CLASS = 8;

/** Counts what `code` makes; typed arrays and listeners made inside functions count as made once. */
export function variableCosts(code: string, model: VariableModel): VariableCost[] {
  const program = parse(code, { ecmaVersion: 2022, sourceType: 'script' });
  return new Counter(cellSizes(model.sizeBytes), model.hasMappedStorage).count(program);
}

class Counter {
  readonly #sizes: CellSizes;
  readonly #isMapped: boolean;
  readonly #costs: VariableCost[] = [];
  readonly #names = new Set<string>();
  readonly #used = new Set<string>();
  #hasTypedArray = false;
  #dropped: ReadonlySet<string> = new Set();

  constructor(sizes: CellSizes, isMapped: boolean) {
    this.#sizes = sizes;
    this.#isMapped = isMapped;
  }

  count(program: Program): VariableCost[] {
    this.#dropped = droppedNames(program);
    for (const statement of program.body) this.#rootStatement(statement);
    this.#runningCalls(program);
    return this.#costs;
  }

  #add(node: AnyNode, variables: number): void {
    if (variables > 0) this.#costs.push({ start: node.start, variables });
  }

  #rootStatement(node: AnyNode): void {
    if (node.type === 'FunctionDeclaration') {
      if (!this.#dropped.has(node.id?.name ?? ''))
        this.#add(node, this.#name(node.id?.name ?? '') + this.#function(node));
    } else if (node.type === 'ClassDeclaration') {
      this.#add(node, this.#name(node.id?.name ?? '') + this.#class(node.body.body));
    } else if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations) {
        if (id.type === 'Identifier')
          this.#add(init ?? id, this.#name(id.name) + (init ? this.#value(init) : 0));
      }
    } else if (node.type === 'ExpressionStatement') {
      this.#rootExpression(node.expression);
    } else if (node.type === 'IfStatement') {
      this.#branches([node.consequent, node.alternate]);
    }
  }

  /** Of the branches of a root `if` the one that takes most: only one of them is run. */
  #branches(branches: readonly (AnyNode | null | undefined)[]): void {
    const costs = branches.map((branch) => {
      const from = this.#costs.length;
      for (const statement of branch?.type === 'BlockStatement' ? branch.body : branch ? [branch] : [])
        this.#rootStatement(statement);
      return this.#costs.splice(from);
    });
    const sum = (list: readonly VariableCost[]): number =>
      list.reduce((total, { variables }) => total + variables, 0);
    this.#costs.push(...costs.reduce((max, list) => (sum(list) > sum(max) ? list : max)));
  }

  #rootExpression(node: AnyNode): void {
    if (node.type === 'SequenceExpression') for (const part of node.expressions) this.#rootExpression(part);
    if (node.type !== 'AssignmentExpression') return;
    const { left, right } = node;
    const name =
      left.type === 'Identifier'
        ? this.#name(left.name)
        : left.type === 'MemberExpression' && left.property.type === 'Identifier'
          ? nameCells(left.property.name.length, this.#sizes)
          : 0;
    this.#add(right, name + this.#value(right));
  }

  /** A root variable has one name, however often it is declared; none where the script drops it in the end. */
  #name(name: string): number {
    if (this.#names.has(name) || this.#dropped.has(name)) return 0;
    this.#names.add(name);
    return nameCells(name.length, this.#sizes);
  }

  /** Without its own name: the function, its parameters, and its text or a pointer to it. */
  #function(node: FunctionNode): number {
    const parameters = node.params.reduce(
      (sum, parameter) =>
        sum + (parameter.type === 'Identifier' ? nameCells(parameter.name.length + 1, this.#sizes) : 1),
      0,
    );
    const text = this.#isMapped ? 1 : textCells(node.body.end - node.body.start - 2, this.#sizes);
    return 2 + parameters + text;
  }

  /** Constructor, `prototype`, its `constructor`, and the members. */
  #class(members: readonly AnyNode[]): number {
    const sizes = this.#sizes;
    let cells = 3 + nameCells('prototype'.length, sizes) + 1 + nameCells('constructor'.length, sizes);
    for (const member of members) {
      if (member.type !== 'MethodDefinition') continue;
      if (member.kind === 'constructor') cells += this.#function(member.value) - 3;
      else cells += this.#key(member.key) + this.#function(member.value);
    }
    return cells;
  }

  #key(key: AnyNode): number {
    if (key.type === 'Identifier') return nameCells(key.name.length, this.#sizes);
    return key.type === 'Literal' ? nameCells(String(key.value).length, this.#sizes) : 1;
  }

  /** What a value takes beside the name that holds it. */
  #value(node: AnyNode): number {
    switch (node.type) {
      case 'Literal':
        return this.#literal(node);
      case 'TemplateLiteral':
        return 1;
      case 'UnaryExpression':
        return node.operator === 'void' ? 0 : this.#value(node.argument);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node);
      case 'ClassExpression':
        return this.#class(node.body.body);
      case 'ObjectExpression':
        return node.properties.reduce(
          (sum, property) =>
            property.type === 'Property' ? sum + this.#key(property.key) + this.#value(property.value) : sum,
          1,
        );
      case 'ArrayExpression':
        return node.elements.reduce((sum, element) => sum + 1 + (element ? this.#value(element) : 0), 1);
      case 'NewExpression':
        return 0;
      case 'CallExpression':
      case 'Identifier':
        return 0;
      default:
        return 1;
    }
  }

  #literal({ value }: Literal): number {
    if (typeof value === 'string') return stringCells(value.length, this.#sizes);
    // Small integers fit into the name's own variable.
    return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 32768 ? 0 : 1;
  }

  /** Calls that leave something behind, wherever they stand. */
  #runningCalls(node: AnyNode): void {
    if (node.type === 'CallExpression') this.#call(node.callee, node.arguments, node);
    if (node.type === 'MemberExpression') this.#firstUse(node.object);
    if (node.type === 'NewExpression') this.#construct(node.callee, node.arguments, node);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child === 'object' && typeof child.type === 'string')
          this.#runningCalls(child as AnyNode);
      }
    }
  }

  #firstUse(object: AnyNode): void {
    if (object.type !== 'Identifier' || !Object.hasOwn(FIRST_USE, object.name) || this.#used.has(object.name))
      return;
    this.#used.add(object.name);
    this.#add(object, FIRST_USE[object.name] ?? 0);
  }

  #call(callee: AnyNode, args: readonly AnyNode[], node: AnyNode): void {
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
          ? callee.property.name
          : '';
    const kept = CALLS[name];
    if (kept === undefined || !Object.hasOwn(CALLS, name)) return;
    // `on` is a method only: a function of that name is the script's own, which the minifier has named so.
    if (name === 'on' && callee.type === 'Identifier') return;
    const callbacks = args.filter(
      (arg) => arg.type === 'ArrowFunctionExpression' || arg.type === 'FunctionExpression',
    );
    const [module] = args;
    const moduleName =
      name === 'require' && module?.type === 'Literal'
        ? nameCells(String(module.value).length, this.#sizes) - 1
        : 0;
    this.#add(node, kept + moduleName + callbacks.reduce((sum, callback) => sum + this.#value(callback), 0));
  }

  #construct(callee: AnyNode, args: readonly AnyNode[], node: AnyNode): void {
    if (callee.type !== 'Identifier' || !/^(Uint|Int|Float)\d+(Clamped)?Array$/.test(callee.name)) return;
    const [size] = args;
    const length = size?.type === 'Literal' && typeof size.value === 'number' ? size.value : 0;
    const bytes = length * (Number(/\d+/.exec(callee.name)?.[0]) / 8);
    this.#add(node, typedArrayCells(bytes, this.#sizes) + (this.#hasTypedArray ? 0 : TYPED_ARRAY_CLASS));
    this.#hasTypedArray = true;
  }
}
