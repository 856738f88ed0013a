import { OBJECT, TEXT, valueKinds } from '../../syntax/value-kinds.ts';
import { methodCalls, type Repair, stringOf } from './repair.ts';
import { canRepair } from './texts.ts';

const REPLACE = '$tinwireReplace';
/** Signs that the interpreter does not know; the others it does itself. */
const UNKNOWN_SIGN = /\$(?:[$&`']|0[1-9]|$)/;

/**
 * A replacement that is known only when it is used may have `$&`, `$$`, `` $` ``, `$'` or a `$` at its end in it, and may
 * be a function for a text, of which the interpreter inserts the source.
 */
export const replacements: Repair = {
  helpers: [
    `function ${REPLACE}(t,p,b,m){var f=typeof b=="function",r=p instanceof RegExp;` +
      'if(typeof t!="string"||!(f?!r:typeof b=="string"&&b.indexOf("$")>=0))return t[m](p,b);' +
      'var put=function(){var a=arguments,n=a.length-2,w=a[0],i=a[n],o="",k=0,j,c,v,e,l;' +
      'if(f)return ""+b(w,i,t);' +
      'while((j=b.indexOf("$",k))>=0){c=b.charAt(j+1);o+=b.slice(k,j);k=j+2;' +
      'if(c=="$")o+=c;else if(c=="&")o+=w;else if(c=="`")o+=t.slice(0,i);' +
      'else if(c=="\'")o+=t.slice(i+w.length);' +
      'else{v=l=0;if(c>="0"&&c<="9"){v=c*1;l=2;e=b.charAt(j+2);' +
      'if(e>="0"&&e<="9"&&v*10+e*1>0&&v*10+e*1<n){v=v*10+e*1;l=3}}' +
      'if(v>0&&v<n){o+=a[v]===undefined?"":a[v];k=j+l}else{o+="$";k=j+1}}}' +
      'return o+b.slice(k)};' +
      'if(r)return t[m](p,put);' +
      'var o="",k=0,i;p=""+p;while((i=t.indexOf(p,k))>=0){o+=t.slice(k,i)+put(p,i,t);k=i+p.length;' +
      'if(m=="replace")break}return o+t.slice(k)}',
  ],
  apply({ program, scopes }, edit) {
    const kindsOf = valueKinds(program, scopes);
    let isUsed = false;
    for (const name of ['replace', 'replaceAll']) {
      for (const { call, callee } of methodCalls(program, name)) {
        const [pattern, by] = call.arguments;
        if (!pattern || !by || call.arguments.length > 2 || !(kindsOf(callee.object) & TEXT)) continue;
        const text = stringOf(by);
        if (text === undefined) {
          const isForText = kindsOf(pattern) & TEXT && by.type === 'Identifier';
          if (!(kindsOf(by) & TEXT) && !(kindsOf(by) & OBJECT && isForText)) continue;
        } else if (!UNKNOWN_SIGN.test(text) || canRepair(pattern, text)) continue;
        const dot = program.tokenBefore(callee.property.start);
        const open = program.tokenFrom(callee.property.end);
        if (!dot || open?.type.label !== '(') continue;
        edit.appendRight(call.start, ` ${REPLACE}(`);
        edit.update(dot.start, open.end, ',');
        edit.prependLeft(by.end, `,"${name}"`);
        isUsed = true;
      }
    }
    return isUsed;
  },
};
