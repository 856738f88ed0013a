/** What a console answers to which bytes: cases that the built-in engine and a real interpreter both have to pass. */

export interface ConsoleCase {
  /** A sentence about behaviour. */
  readonly name: string;
  /** Files in Storage; without one that is code the banner shows, so each case has one. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the console says at power-on; default: a new line and the prompt. */
  readonly atPowerOn?: string;
  /** Bytes typed in one go, and what comes back before the next are typed. `%` stands for the board's name. */
  readonly steps: readonly (readonly [typed: string, answer: string])[];
}

const UNKNOWN = (name: string): string =>
  `Uncaught ReferenceError: "${name}" is not defined\r\n    at REPL (:1:1)\r\n${name}\r\n^\r\n`;
/** The line being typed leaves the screen. */
const CLEARED = '\r\x1b[J';

const LINES: readonly ConsoleCase[] = [
  {
    name: 'a locked console asks for its password, shows nothing of what is typed, and runs nothing',
    steps: [
      [
        'E.setPassword("secret-1");E.lockConsole()\n',
        'E.setPassword("secret-1");E.lockConsole()\r\n=undefined\r\npassword>',
      ],
      ['print(1)\n', '\r\n  Invalid password\r\npassword>'],
      ['ab\x05\x03c\r\n', '\r\n  Invalid password\r\npassword>\r\n  Invalid password\r\npassword>'],
      ['0123456789012345678901234567890\r', '\r\n  Invalid password\r\npassword>'],
      ['secret-1\n', '\r\n  Logged in.\r\n>'],
      ['1+1\n', '1+1\r\n=2\r\n>'],
      ['E.lockConsole();print(5)\n', 'E.lockConsole();print(5)\r\n5\r\n=undefined\r\npassword>'],
      ['secret-1\r\n', '\r\n  Logged in.\r\n>\r\n>'],
    ],
  },
  {
    name: 'without a password a console is not locked, and what is printed stands before the prompt of a locked one',
    steps: [
      ['E.setPassword();E.lockConsole()\n', 'E.setPassword();E.lockConsole()\r\n=undefined\r\n>'],
      [
        'E.setPassword(12345678);E.lockConsole();setTimeout(function(){print("hi")},50)\n',
        'E.setPassword(12345678);E.lockConsole();setTimeout(function(){print("hi")},50)\r\n=1\r\npassword>\r\x1b[Jhi\r\npassword>',
      ],
      ['12345678\n', '\r\n  Logged in.\r\n>'],
    ],
  },
  {
    name: 'a line is echoed, run, and answered with its value and a new prompt',
    steps: [
      ['1+2\n', '1+2\r\n=3\r\n>'],
      ['"a"\n', '"a"\r\n="a"\r\n>'],
      ['\n', '\r\n>'],
    ],
  },
  {
    name: 'a declaration is answered with what it declares',
    steps: [
      ['var a=1\n', 'var a=1\r\n=1\r\n>'],
      ['let b=3,c=4\n', 'let b=3,c=4\r\n=4\r\n>'],
      ['var q\n', 'var q\r\n=undefined\r\n>'],
    ],
  },
  {
    name: 'what a line prints stands before its value',
    steps: [['print("hi")\n', 'print("hi")\r\nhi\r\n=undefined\r\n>']],
  },
  {
    name: 'open brackets ask for more lines, each behind a colon',
    steps: [
      ['function f() {\n', 'function f() {\r\n:'],
      ['return 3\n', 'return 3\r\n:'],
      ['}\n', '}\r\n=function () { ... }\r\n>'],
      ['f()\n', 'f()\r\n=3\r\n>'],
    ],
  },
  {
    name: 'an open comment or template asks for more, an open string fails at once',
    steps: [
      ['/* x\n', '/* x\r\n:'],
      ['*/1\n', '*/1\r\n=1\r\n>'],
      ['`a\n', '`a\r\n:'],
      ['b`\n', 'b`\r\n="a\\nb"\r\n>'],
      [
        '"a\n',
        '"a\r\nUncaught SyntaxError: Got UNFINISHED STRING expected EOF\r\n    at REPL (:1:1)\r\n"a\r\n^\r\n>',
      ],
    ],
  },
  {
    name: 'carriage return and line feed are two line ends',
    steps: [['[1,\r\n2]\r\n', '[1,\r\n:\r\n:2]\r\n=[ 1, 2 ]\r\n>']],
  },
  {
    name: 'lines that arrive together share one prompt',
    steps: [['1\n2\n', '1\r\n=1\r\n=2\r\n>']],
  },
  {
    name: 'escape and line feed begin a line without running',
    steps: [['1\x1b\n2\n', '1\r\n:2\r\n=2\r\n>']],
  },
  {
    name: 'an unknown name is told with its place',
    steps: [['nope\n', `nope\r\n${UNKNOWN('nope')}>`]],
  },
  {
    name: 'what a timer prints takes the prompt off the screen and puts it back',
    steps: [['setTimeout(print,50,"late")\n', `setTimeout(print,50,"late")\r\n=1\r\n>${CLEARED}late\r\n>`]],
  },
];

const KEYS: readonly ConsoleCase[] = [
  {
    name: 'backspace deletes, and both its codes do',
    steps: [
      ['abc\b', 'abc\b \b'],
      ['\x7f', '\b \b'],
      ['\n', `\r\n${UNKNOWN('a')}>`],
    ],
  },
  {
    name: 'arrows move, insertions and deletions redraw the rest of the line',
    steps: [
      ['ab', 'ab'],
      ['\x1b[D\x1b[D', '\x1b[D\x1b[D'],
      ['X', 'Xab \b\b\b\bX'],
      ['\x1b[3~', 'b \b\b'],
      ['\x1b[4~', 'b'],
      ['\x1b[1~', '\b\b'],
      ['\x1b[2H', `${CLEARED}>`],
      ['7\n', '7\r\n=7\r\n>'],
    ],
  },
  {
    name: 'up fetches the lines before, down goes back to an empty one',
    steps: [
      ['11\n', '11\r\n=11\r\n>'],
      ['22\n', '22\r\n=22\r\n>'],
      ['\x1b[A', '\x1b[J22'],
      ['\x1b[A', '\x1b[D\x1b[D\x1b[J11'],
      ['\x1b[B', '\x1b[D\x1b[D\x1b[J22'],
      ['\x1b[B', '\x1b[D\x1b[D\x1b[J'],
      ['\x1b[A\n', '\x1b[J22\r\n=22\r\n>'],
    ],
  },
  {
    name: 'Ctrl-C clears what was typed, all lines of it',
    steps: [
      ['abc', 'abc'],
      ['\x03', `\x1b[D\x1b[D\x1b[D${CLEARED}>`],
      ['(\n', '(\r\n:'],
      ['2', '2'],
      ['\x03', `\x1b[D\x1b[A${CLEARED}>`],
      ['1\n', '1\r\n=1\r\n>'],
    ],
  },
  {
    name: 'zeros and keys without meaning are nothing',
    steps: [['\0\0\x15\x17\x11\x13' + '1\n', '1\r\n=1\r\n>']],
  },
  {
    name: 'an enquiry is answered on an empty line only',
    steps: [
      ['\x05', 'Espruino 2v29.277 %\r\n'],
      ['x', 'x'],
      ['\x05y', 'y'],
    ],
  },
];

const ECHO: readonly ConsoleCase[] = [
  {
    name: 'a line that begins with DLE is silent, what it prints is not',
    steps: [
      ['\x10var a=4\n', ''],
      ['\x10print(a)\n', '4\r\n>'],
      ['\x10nope\n', `${UNKNOWN('nope')}>`],
      ['a\n', 'a\r\n=4\r\n>'],
    ],
  },
  {
    name: 'echo off leaves prints and errors, echo on brings the prompt back',
    steps: [
      ['echo(0)\n', 'echo(0)\r\n'],
      ['1\nprint(2)\n', '2\r\n'],
      ['nope\n', UNKNOWN('nope')],
      ['\x05', 'Espruino 2v29.277 %\r\n'],
      ['echo(1)\n', '=undefined\r\n>'],
    ],
  },
];

const BOOT: readonly ConsoleCase[] = [
  {
    name: 'boot code prints before the first prompt',
    files: { '.bootcde': 'print(1);print(2)' },
    atPowerOn: `${CLEARED}1\r\n2\r\n\r\n>`,
    steps: [['load()\n', 'load()\r\n=undefined\r\n1\r\n2\r\n>']],
  },
  {
    name: 'a fault of boot code is told with its place, and the prompt comes all the same',
    files: { '.bootcde': 'nope;' },
    atPowerOn: `${CLEARED}Uncaught ReferenceError: "nope" is not defined\r\n    at boot code (:1:5)\r\nnope;\r\n    ^\r\n\r\n>`,
    steps: [],
  },
  {
    name: 'onInit is announced',
    files: { '.bootcde': 'function onInit(){print("i")}' },
    atPowerOn: `Running onInit()...\r\n${CLEARED}i\r\n\r\n>`,
    steps: [],
  },
  {
    name: 'boot code that turns echo off leaves no prompt',
    files: { '.bootcde': 'echo(0);print("on")' },
    atPowerOn: 'on\r\n',
    steps: [['print(3)\n', '3\r\n']],
  },
];

const PACKETS: readonly ConsoleCase[] = [
  {
    name: 'an EVAL packet is answered with relaxed JSON',
    steps: [
      ['\x10\x01\x20\x051+1  ', '\x06\x10\x01\x00\x012'],
      ['\x10\x01\x20\x05{a:1}', '\x06\x10\x01\x00\x05{a:1}'],
      ['\x10\x01\x20\x051;2;;', '\x06\x10\x01\x00\x011'],
      ['\x10\x01\x20\x07({a:1})', '\x06\x10\x01\x00\x05{a:1}'],
      ['\x10\x01\x20\x08({a:1});', '\x06\x10\x01\x00\x05{a:1}'],
      ['\x10\x01\x20\x07(1),(2)', '\x06\x10\x01\x00\x012'],
      ['\x10\x01\x20\x0a((1))+(1) ', '\x06\x10\x01\x00\x012'],
      ['\x10\x01\x20\x0bprint("hi")', `${CLEARED}hi\r\n\x06\x10\x01\x00\x04null>`],
    ],
  },
  {
    name: 'an EVAL packet that fails is refused with the fault',
    steps: [
      ['\x10\x01\x20\x06nope  ', `${CLEARED}\x15Uncaught ReferenceError: "nope" is not defined\r\n>`],
      [
        '\x10\x01\x20\x08var a=1 ',
        `${CLEARED}\x15Uncaught SyntaxError: Got var expected EOF\r\n    at :1:1\r\nvar a=1 \r\n^\r\n>`,
      ],
    ],
  },
  {
    // Line feeds come back as two bytes, and the packet's length does not count them.
    name: 'a file goes there in packets and comes back with longer line ends',
    steps: [
      ['\x10\x01\x60\x11{fn:"abc",s:12}  ', '\x06'],
      ['\x10\x01\x80\x06hello\n', '\x06'],
      ['\x10\x01\x80\x06world\n', '\x06'],
      ['\x10\x01\x80\x01x', '\x15'],
      ['\x10\x01\xa0\x0a{fn:"abc"}', '\x06\x10\x01\x80\x0chello\r\nworld\r\n\x10\x01\x80\x00'],
      ['\x10\x01\xa0\x0a{fn:"xyz"}', '\x15'],
    ],
  },
  {
    name: 'data that does not fit is acknowledged, and only a text tells',
    steps: [
      ['\x10\x01\x60\x11{fn:"abd",s:2}   ', '\x06'],
      ['\x10\x01\x80\x05abcde', `${CLEARED}\x06Uncaught Error: Too much data for file size\r\n>`],
      ['require("Storage").read("abd")\n', 'require("Storage").read("abd")\r\n="\\xFF\\xFF"\r\n>'],
    ],
  },
  {
    name: 'an EVENT packet needs a listener',
    steps: [
      ['\x10\x01\x40\x05{a:1}', '\x15'],
      [
        'E.on("packet",function(p){print(p.a)})\n',
        'E.on("packet",function(p){print(p.a)})\r\n=undefined\r\n>',
      ],
      ['\x10\x01\x40\x05{a:1}', `${CLEARED}1\r\n\x06>`],
    ],
  },
  {
    name: 'packets of unknown types are refused, the line being typed is kept',
    steps: [
      ['1', '1'],
      ['\x10\x01\x00\x02ab', '\x15'],
      ['\x10\x01\xc0\x02ab', '\x15'],
      ['2\n', '2\r\n=12\r\n>'],
    ],
  },
  {
    name: 'Ctrl-C in a packet that came in one go clears the line, and the packet counts',
    steps: [
      ['ab', 'ab'],
      ['\x10\x01\x20\x031+2', `\x1b[D\x1b[D${CLEARED}>\x06\x10\x01\x00\x013`],
    ],
  },
];

/** All cases, in order of difficulty. */
export const CONSOLE_CASES: readonly ConsoleCase[] = [...LINES, ...KEYS, ...ECHO, ...BOOT, ...PACKETS];

/** Files of a case that does not name any: code in flash, so that no banner shows. */
export const PLAIN_FILES: Readonly<Record<string, string>> = { '.bootcde': 'var tested=1' };
export const PLAIN_POWER_ON = '\r\n>';
