/** Members that instances have and the symbols do not list: read from the interpreter, one by one. */
export const MEASURED: Readonly<Record<string, string>> = {
  ArrayBuffer: 'length',
  ArrayBufferView: 'length toString',
  DataView: 'buffer byteLength byteOffset',
  Error: 'message stack type',
  InternalError: 'message stack type',
  ReferenceError: 'message stack type',
  SyntaxError: 'message stack type',
  TypeError: 'message stack type',
  Function: 'length prototype',
  RegExp: 'lastIndex source',
  Object: 'constructor __proto__',
  Pin: 'valueOf',
  Waveform: 'buffer buffer2 freq running',
  httpCRs: 'headers httpVersion statusCode statusMessage',
  httpSRq: 'headers method url',
};
