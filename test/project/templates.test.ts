/** Forms for issues, and what editors are told: https://docs.github.com, "Syntax for issue forms"; https://editorconfig.org. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { loadBoards } from '../../tools/boards/load.ts';

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes?: { label?: string };
  }[];
}

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const FOLDER = '.github/ISSUE_TEMPLATE';
const FORMS = readdirSync(new URL(`../../${FOLDER}`, import.meta.url)).filter(
  (name) => name !== 'config.yml',
);
const KINDS = ['markdown', 'textarea', 'input', 'dropdown', 'checkboxes'];

test('each form has a name, a description, and fields with a label and an id of their own', () => {
  assert.ok(FORMS.length >= 2, `only ${FORMS.length} forms`);
  for (const file of FORMS) {
    const { name, description, body } = parse(read(`${FOLDER}/${file}`)) as Form;
    assert.ok(name && description, file);
    const fields = body.filter(({ type }) => type !== 'markdown');
    for (const { type, id, attributes } of body) {
      assert.ok(KINDS.includes(type), `${file}: ${type}`);
      assert.ok(type === 'markdown' || (id && attributes?.label), `${file}: ${id}`);
    }
    assert.equal(new Set(fields.map(({ id }) => id)).size, fields.length, file);
  }
});

test('a form names boards that there are', () => {
  const ids = loadBoards().map(({ id }) => id);
  for (const file of FORMS)
    for (const [, id = ''] of read(`${FOLDER}/${file}`).matchAll(/placeholder: (esp\w+(?:-\w+)*),/g))
      assert.ok(ids.includes(id), `${file}: ${id}`);
});

test('.editorconfig agrees with biome.json', () => {
  const { formatter } = JSON.parse(read('biome.json')) as {
    formatter: { indentStyle: string; indentWidth: number; lineWidth: number };
  };
  const editor = read('.editorconfig');
  assert.match(editor, new RegExp(`^indent_style = ${formatter.indentStyle}$`, 'm'));
  assert.match(editor, new RegExp(`^indent_size = ${formatter.indentWidth}$`, 'm'));
  assert.match(editor, new RegExp(`^max_line_length = ${formatter.lineWidth}$`, 'm'));
});
