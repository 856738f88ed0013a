/** The compiler's errors in our words: what it advises is for a computer's library, which no board has. */
import { insteadOfAnyMember, insteadOfMember, type MemberSign } from './dialect/absent-members.ts';
import { insteadOfName } from './dialect/absent-names.ts';
import type { Finding } from './dialect/finding.ts';
import { arrayLength } from './dialect/rules/array-length.ts';

type Words = Pick<Finding, 'message' | 'instead'>;

const CHANGE = 'Correct the types or the code; firmware/types declares what a board offers.';
const NO_MEMBER = 'Use an existing member: firmware/types/espruino declares everything on the board.';
const NO_NAME = 'Declare or import it, or use what the board has: see firmware/types/espruino.';
const ADVICE =
  / (?:Do you need to (?:change your target library|install type definitions)|Try (?:changing|`npm)|Did you mean to set|Consider (?:adding|setting)) ?.*$/;

/** The words for one error; `text` with the further lines that belong to it. */
export function typeWords(code: string, text: string): Words {
  const plain = text.replace(ADVICE, '');
  const [, member, receiver] =
    /^Property '(.+?)' does not exist on type '(.+?)'\./.exec(lastMissing(plain)) ?? [];
  if (member !== undefined && receiver !== undefined) return memberWords(code, plain, member, receiver);
  const name = /^Cannot find name '(.+?)'\./.exec(plain)?.[1] ?? valueOfType(plain);
  if (name !== undefined) {
    const meant = /Did you mean '(.+?)'\?/.exec(plain)?.[1];
    return {
      message: `${code}: ${name} is not defined, neither here nor on the board.`,
      instead: insteadOfName(name) ?? (meant === undefined ? NO_NAME : `Did you mean ${meant}? ${NO_NAME}`),
    };
  }
  const file = /^Cannot find module (?:or type declarations for side-effect import of )?'(.+?)'/.exec(
    plain,
  )?.[1];
  if (file !== undefined) {
    return {
      message: `${code}: File ${file} not found from here.`,
      instead: 'Correct the path, including its extension; load a module of the board as in require("Wifi").',
    };
  }
  const isLength = code === 'TS2540' && plain.includes("'length'");
  return { message: `${code}: ${plain}`, instead: isLength ? arrayLength.instead : CHANGE };
}

/** Whether a finding of the compiler is about a member that the board lacks, and not about the program's own types. */
export function isAbsentMember({ message }: Finding): boolean {
  return /^TS\d+: (?:The board has no .+|.+ on the board): it is undefined/.test(message);
}

function memberWords(code: string, plain: string, member: string, receiver: string): Words {
  const [className, sign] = classOf(receiver);
  const known = insteadOfMember(className, sign, member);
  // TS2550: the compiler itself knows it as a member of the language's own classes, whatever the receiver is called.
  const instead = known ?? (code === 'TS2550' ? insteadOfAnyMember(member) : undefined);
  if (instead === undefined && sign === '#') return { message: `${code}: ${plain}`, instead: NO_MEMBER };
  const what =
    sign === '.' ? `The board has no ${className}.${member}` : `${receiver} has no ${member} on the board`;
  return {
    message: `${code}: ${what}: it is undefined, and calling it stops the program.`,
    instead: instead ?? NO_MEMBER,
  };
}

/** Of a union the compiler says in a further line which of its types lacks the member. */
function lastMissing(text: string): string {
  return text.slice(text.lastIndexOf("Property '"));
}

function valueOfType(text: string): string | undefined {
  return /^'(.+?)' only refers to a type, but is being used as a value here\./.exec(text)?.[1];
}

/** The class that a type's text names, and whether it is the class itself. */
function classOf(receiver: string): readonly [className: string, sign: MemberSign] {
  const type = receiver.replace(/^readonly /, '');
  if (type === 'Math' || type === 'JSON') return [type, '.'];
  const own = /^TypedArrayConstructor<(\w+)>$/.exec(type)?.[1] ?? /^(\w+)Constructor$/.exec(type)?.[1];
  if (own !== undefined) return [own, '.'];
  const single = /^(\w+)(?:Namespace|Module)$/.exec(type)?.[1];
  if (single !== undefined)
    return [single.replace(/^(?:Console|Process|Url)$/, (name) => name.toLowerCase()), '.'];
  if (/=> /.test(type) || type.startsWith('typeof ')) return ['Function', '#'];
  if (type.endsWith(']') || /^(?:Readonly)?Array<|^RegExp(?:Match|Exec)Array$|^IArguments$/.test(type))
    return ['Array', '#'];
  if (/^["`]/.test(type) || type === 'string') return ['String', '#'];
  if (/^-?\d/.test(type) || type === 'number') return ['Number', '#'];
  return [/^\w+/.exec(type)?.[0] ?? type, '#'];
}
