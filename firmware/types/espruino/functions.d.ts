/** Functions; they have no `name`. */

interface Function {
  apply(this: Function, thisArg: any, args?: any): any;
  bind(this: Function, thisArg: any, ...args: any[]): any;
  call(this: Function, thisArg: any, ...args: any[]): any;
  /** From now on every reference to this function runs the code of `newFunction`. */
  replaceWith(newFunction: Function): void;
  readonly length: number;
  prototype: any;
}

/** What `strictBindCallApply` looks at for functions that are called. */
interface CallableFunction extends Function {
  apply<T, R>(this: (this: T) => R, thisArg: T): R;
  apply<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, args: A): R;
  bind<F>(this: F, thisArg: ThisParameterType<F>): OmitThisParameter<F>;
  bind<T, A extends any[], B extends any[], R>(
    this: (this: T, ...args: [...A, ...B]) => R,
    thisArg: T,
    ...args: A
  ): (...args: B) => R;
  call<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, ...args: A): R;
}

/** The same for classes. */
interface NewableFunction extends Function {
  apply<T>(this: new () => T, thisArg: T): void;
  apply<T, A extends any[]>(this: new (...args: A) => T, thisArg: T, args: A): void;
  call<T, A extends any[]>(this: new (...args: A) => T, thisArg: T, ...args: A): void;
}

interface FunctionConstructor extends Function {
  /** Names of the parameters, then the code. */
  new (...parametersAndCode: string[]): Function;
  (...parametersAndCode: string[]): Function;
  readonly prototype: Function;
}
declare var Function: FunctionConstructor;
