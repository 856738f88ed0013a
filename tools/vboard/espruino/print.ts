/** Console form of values: what `print` shows, spread over lines the way the interpreter spreads it. */
import { CONSOLE_FORM, type Form } from './form.ts';
import { functionText } from './function-text.ts';
import { find } from './lookup.ts';
import { formatNumber } from './numbers.ts';
import { quoted } from './quote.ts';
import { textOf } from './text.ts';
import {
  isBuffer,
  isFunction,
  isPlain,
  isView,
  keyOfField,
  type Obj,
  Pin,
  shownKeys,
  viewName,
} from './values.ts';
import type { World } from './world.ts';

/** More fields than this on one line, and a new line is begun. */
const FIELDS_ON_LINE = 4;

const LIMIT = 25;
const SHOWN = 10;
const LIMIT_TEXT = 60;
const SHOWN_TEXT = 30;
const CUT = ' ... ';

function wantsLine(value: unknown): boolean {
  return !(
    value === undefined ||
    value === null ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value instanceof Pin
  );
}

class Writer {
  private readonly world: World;
  private readonly form: Form;
  private readonly open = new Set<object>();

  constructor(world: World, form: Form) {
    this.world = world;
    this.form = form;
  }

  private line(depth: number): string {
    return `\n${this.form.indent.repeat(depth)}`;
  }

  value(value: unknown, depth: number, key?: string): string {
    const { form, world } = this;
    if (value === undefined) return form.undefinedAsNull ? 'null' : 'undefined';
    if (typeof value === 'string') return this.string(value);
    if (typeof value === 'number') {
      return form.nanAsNull && !Number.isFinite(value) ? 'null' : formatNumber(value);
    }
    if (value instanceof Pin) return form.pinsAsText ? quoted(value.name, form.unicodeEscapes) : value.name;
    if (isFunction(value)) return form.skipFunctions ? 'undefined' : this.function(value);
    if (typeof value !== 'object' || value === null) return String(value);
    if (this.open.has(value)) return CUT;
    this.open.add(value);
    try {
      if (Array.isArray(value)) return this.array(value, depth);
      if (isView(value) || isBuffer(value)) return this.view(value, depth);
      return isPlain(value) ? this.object(value, depth, key) : textOf(world, value);
    } finally {
      this.open.delete(value);
    }
  }

  private string(value: string): string {
    const { form } = this;
    if (form.isLimited && value.length > LIMIT_TEXT) {
      const head = quoted(value.slice(0, SHOWN_TEXT), form.unicodeEscapes);
      return `${head}${CUT}${quoted(value.slice(-SHOWN_TEXT), form.unicodeEscapes)}`;
    }
    return quoted(value, form.unicodeEscapes);
  }

  private function(value: (...args: never[]) => unknown): string {
    const text = functionText(this.world, value as never);
    return `function ${this.form.isLimited && !text.endsWith('{ [native code] }') ? text.replace(/\{[\s\S]*$/, `{${CUT}}`) : text}`;
  }

  private array(value: unknown[], depth: number): string {
    const { form } = this;
    const limited = form.isLimited && value.length > LIMIT;
    let text = form.pretty ? '[ ' : '[';
    let needsLine = false;
    let first = true;
    for (let index = 0; index < value.length; index += 1) {
      if (limited && index >= SHOWN && index < value.length - SHOWN) continue;
      if (!first) text += form.pretty ? ', ' : ',';
      first = false;
      if (limited && index === value.length - SHOWN) text += CUT;
      const item = value[index];
      const own = form.lines === 'all' || (form.lines === 'some' && wantsLine(item));
      if (form.lines === 'all') needsLine = true;
      if (needsLine || own) text += this.line(depth + 1);
      text += this.value(item, depth + 1, String(index));
      needsLine = own;
    }
    if (form.pretty) {
      const keys = shownKeys(value).filter((key) => !/^\d+$/.test(key));
      const more = this.fields(value as unknown as Obj, keys, depth, first);
      text += more.text;
    }
    if (needsLine) text += this.line(depth);
    return text + (form.pretty ? ' ]' : ']');
  }

  private view(value: object, depth: number): string {
    const { form } = this;
    const items = isView(value) ? value : new Uint8Array(value as ArrayBuffer);
    if (!form.viewsAsArrays && items.every((item: number) => item === 0)) {
      return `new ${viewName(value)}(${items.length})`;
    }
    const limited = form.isLimited && items.length > LIMIT;
    let text = form.viewsAsArrays ? '[' : `new ${isBuffer(value) ? 'Uint8Array' : viewName(value)}([`;
    if (form.lines === 'all') text += this.line(depth + 1);
    for (let index = 0; index < items.length; index += 1) {
      if (limited && index >= SHOWN && index < items.length - SHOWN) continue;
      if (index > 0) text += form.pretty ? ', ' : ',';
      if (form.lines === 'all') text += this.line(depth + 1);
      if (limited && index === items.length - SHOWN) text += CUT;
      text += this.value(items[index], depth + 1);
    }
    if (form.lines === 'all') text += this.line(depth);
    if (form.viewsAsArrays) return `${text}]`;
    return `${text}])${isBuffer(value) ? '.buffer' : ''}`;
  }

  private object(value: Obj, depth: number, key: string | undefined): string {
    const { form, world } = this;
    let text = '';
    if (form.classNames) {
      const named = this.className(value);
      if (named.isDone) return named.text;
      text = named.text;
    }
    if (form.toJson) {
      const convert = find(world, value, 'toJSON');
      if (isFunction(convert))
        return text + new Writer(world, { ...form, toJson: false }).value(convert.call(value, key), depth);
    }
    const inner = this.fields(value, shownKeys(value), depth, true);
    text += (form.pretty ? '{ ' : '{') + inner.text;
    if (inner.needsLine) text += this.line(depth);
    return text + (form.pretty ? ' }' : '}');
  }

  /** `Name: ` in front of an instance, and its own text when its class has a `toString`. */
  private className(value: Obj): { text: string; isDone: boolean } {
    const prototype = Object.getPrototypeOf(value) as Obj | null;
    if (!prototype || prototype === this.world.root || !Object.hasOwn(prototype, 'constructor')) {
      return { text: '', isDone: false };
    }
    const fn = prototype.constructor;
    const name = this.nameOf(fn);
    const convert = find(this.world, value, 'toString');
    const isDefault = convert === this.world.classes.get('Object')?.methods.get('toString');
    const text = name === '' ? '' : `${name}: `;
    if (isFunction(convert) && !isDefault)
      return { text: text + textOf(this.world, convert.call(value)), isDone: true };
    return { text, isDone: false };
  }

  private nameOf(fn: unknown): string {
    for (const key of Object.keys(this.world.global)) if (this.world.global[key] === fn) return key;
    for (const info of this.world.classes.values()) if (info.value === fn) return info.name;
    return '';
  }

  private fields(
    value: Obj,
    keys: readonly string[],
    depth: number,
    isFirst: boolean,
  ): { text: string; needsLine: boolean } {
    const { form } = this;
    let text = '';
    let needsLine = false;
    let since = 0;
    let first = isFirst;
    for (const key of keys) {
      const field = Object.getOwnPropertyDescriptor(value, key);
      if (!field || field.get || field.set) continue;
      const item = field.value as unknown;
      if ((form.skipFunctions && isFunction(item)) || (form.undefinedAsNull && item === undefined)) continue;
      since += 1;
      if (!first) text += form.pretty ? ', ' : ',';
      let own = form.lines === 'some' && wantsLine(item);
      if (form.lines === 'some' && since > FIELDS_ON_LINE) needsLine = true;
      if (form.lines === 'all') {
        needsLine = true;
        own = true;
      }
      if (needsLine || own) {
        text += this.line(depth + 1);
        since = 0;
      }
      const name = keyOfField(key);
      const bare = form.bareKeys && /^(?:\d+|[A-Za-z_$][\w$]*)$/.test(name) && name.length < 63;
      text += `${bare ? name : quoted(name, form.unicodeEscapes)}${form.pretty ? ': ' : ':'}`;
      first = false;
      text += this.value(item, depth + 1, key);
      needsLine = own;
    }
    return { text, needsLine };
  }
}

export function written(world: World, value: unknown, form: Form): string {
  return new Writer(world, form).value(value, 0);
}

/** One argument of `print`: strings as they are, everything else in console form. */
export function printed(world: World, value: unknown): string {
  if (typeof value === 'string') return value;
  return written(world, value, CONSOLE_FORM);
}
