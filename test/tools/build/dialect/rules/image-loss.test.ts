import { imageLoss } from '../../../../../tools/build/dialect/rules/image-loss.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(imageLoss, {
  accepts: [
    'var o={save(){}};o.save()',
    'function save(){} save()',
    'reset()',
    'load()',
    'require("Storage").write("my.json","{}")',
    'require("Storage").erase("my.json")',
  ],
  refuses: [
    'save()',
    'setTimeout(()=>save(),10)',
    'reset(true)',
    'reset(!0)',
    'E.setBootCode("print(1)",true)',
    'require("Storage").eraseAll()',
    'var s=require("Storage");s.eraseAll()',
    'require("Storage").write(".bootcde","")',
    'require("Storage").erase("fw0")',
  ],
});
