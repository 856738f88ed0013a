/** The forms that values are written in. */

/** How a value is laid out; JSON and the console differ only in these. */
export interface Form {
  readonly pretty: boolean;
  /** `some`: new lines as the console does; `all`: one a field; `none`. */
  readonly lines: 'none' | 'some' | 'all';
  readonly indent: string;
  readonly skipFunctions: boolean;
  readonly undefinedAsNull: boolean;
  readonly viewsAsArrays: boolean;
  readonly classNames: boolean;
  readonly toJson: boolean;
  readonly unicodeEscapes: boolean;
  readonly nanAsNull: boolean;
  readonly bareKeys: boolean;
  readonly pinsAsText: boolean;
  /** Long arrays and strings are cut in the middle. */
  readonly isLimited: boolean;
}

export const CONSOLE_FORM: Form = {
  pretty: true,
  lines: 'some',
  indent: '  ',
  skipFunctions: false,
  undefinedAsNull: false,
  viewsAsArrays: false,
  classNames: true,
  toJson: false,
  unicodeEscapes: false,
  nanAsNull: false,
  bareKeys: false,
  pinsAsText: false,
  isLimited: false,
};
