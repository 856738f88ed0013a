import { arrowThis } from '../../../../../tools/build/dialect/rules/arrow-this.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(arrowThis, {
  accepts: [
    'var o={v:2,f(){return (()=>this.v)()}}',
    'var o={v:2,f(){var g=()=>{this;return `${this.v}`};return g()}}',
    'var o={l:[1],v:1,f(){return (()=>this.l.map(x=>x+this.v))()}}',
  ],
  refuses: [
    'var o={v:2,f(){return (()=>`${this.v}`)()}}',
    'var o={v:2,f(){var g=()=>{return `v${this.v}`};return g()}}',
    'var o={v:2,f(){return (()=>this.l.map(x=>x*2))()}}',
  ],
});
