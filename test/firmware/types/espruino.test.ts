/** The board's types against the interpreter's symbols, both ways, and against programs as people write them. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-5';
import { generateTypes, LEFT_OUT } from '../../types/generate.ts';
import { MEASURED } from '../../types/measured.ts';
import { allPins, moduleType, objectType, SYMBOL_FILE, type SymbolEntry } from '../../types/symbol-file.ts';
import { LIBRARY, readWritten } from '../../types/written.ts';

const { globals, modules, classes } = SYMBOL_FILE;
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  noLib: true,
  types: [],
  strict: true,
  noEmit: true,
};
/** Values that are there for the compiler, which asks for them. */
const COMPILERS = new Set(['Symbol']);

const EVERY_OBJECT = new Set(Object.keys(classes.Object?.methods ?? {}));

let library: { readonly checker: ts.TypeChecker; readonly root: ts.SourceFile };
before(() => {
  const root = path.join(LIBRARY, 'index.d.ts');
  const program = ts.createProgram([root], OPTIONS);
  assert.deepEqual(messagesOf(program), []);
  const source = program.getSourceFile(root);
  assert.ok(source);
  library = { checker: program.getTypeChecker(), root: source };
});

const valueType = (name: string): ts.Type | undefined => {
  const symbol = library.checker.resolveName(name, library.root, ts.SymbolFlags.Value, false);
  return symbol && library.checker.getTypeOfSymbol(symbol);
};
const declaredType = (name: string): ts.Type | undefined => {
  const symbol = library.checker.resolveName(name, library.root, ts.SymbolFlags.Type, false);
  return symbol && library.checker.getDeclaredTypeOfSymbol(symbol);
};
const membersOf = (type: ts.Type | undefined): string[] =>
  (type?.getProperties() ?? []).map((symbol) => symbol.name).filter((name) => !/^__@|^\d+$/.test(name));
const lacks = (type: ts.Type | undefined, names: Iterable<string>, owner: string): string[] =>
  [...names]
    .filter((name) => !LEFT_OUT.has(`${owner}.${name}`))
    .filter(
      (name) => !type || !library.checker.getPropertyOfType(library.checker.getApparentType(type), name),
    )
    .map((name) => `${owner}.${name}`);
const membersFound = (...tables: (object | undefined)[]): string[] =>
  tables.flatMap((table) => Object.keys(table ?? {}));
const instanceMembers = (name: string, entry: SymbolEntry): string[] => [
  ...membersFound(entry.methods, entry.props),
  ...(entry.proto === undefined ? [] : instanceMembers(entry.proto, classes[entry.proto] ?? {})),
  ...(MEASURED[name] ?? MEASURED[entry.proto ?? ''] ?? '').split(' '),
];
const isNamespace = (name: string, entry: SymbolEntry): boolean =>
  /Namespace$/.test(objectType(name, entry)) || objectType(name, entry) === name;

describe('the types of the board', () => {
  it('have every name of the interpreter', () => {
    const names = [...Object.keys(globals), ...Object.keys(classes), ...allPins(SYMBOL_FILE)];
    assert.deepEqual(
      names.filter((name) => !LEFT_OUT.has(name) && !valueType(name)),
      [],
    );
  });

  it('have no name that no interpreter has', () => {
    const known = new Set([...Object.keys(globals), ...Object.keys(classes), ...allPins(SYMBOL_FILE)]);
    const { checker, root } = library;
    const declared = checker
      .getSymbolsInScope(root, ts.SymbolFlags.Value)
      .map(({ name }) => name)
      .filter((name) => !['undefined', 'globalThis'].includes(name));
    assert.deepEqual(
      declared.filter((name) => !known.has(name) && !COMPILERS.has(name)),
      [],
    );
  });

  it('have every member of every class', () => {
    const missing = Object.entries(classes).flatMap(([name, entry]) => [
      ...lacks(valueType(name), membersFound(entry.static), name),
      ...lacks(declaredType(name), membersFound(entry.methods, entry.props), name),
      ...(entry.ctor && valueType(name)?.getConstructSignatures().length === 0 ? [`new ${name}`] : []),
    ]);
    assert.deepEqual(missing, []);
  });

  it('have no member that no interpreter has', () => {
    const extra = Object.entries(classes).flatMap(([name, entry]) => {
      const statics = new Set([
        ...membersFound(entry.static),
        ...EVERY_OBJECT,
        'length',
        'prototype',
        'apply',
      ]);
      for (const method of membersFound(classes.Function?.methods)) statics.add(method);
      const own = new Set([...instanceMembers(name, entry), ...EVERY_OBJECT]);
      return [
        ...membersOf(valueType(name)).filter((member) => !statics.has(member)),
        ...(isNamespace(name, entry)
          ? []
          : membersOf(declaredType(name)).filter((member) => !own.has(member))),
      ].map((member) => `${name}.${member}`);
    });
    assert.deepEqual(extra, []);
  });

  it('have every member of every module, and no more', () => {
    assert.deepEqual(membersOf(declaredType('ModulesByName')).sort(), Object.keys(modules).sort());
    const wrong = Object.entries(modules).flatMap(([name, entry]) => {
      const known = new Set([...membersFound(entry.static), ...EVERY_OBJECT]);
      const type = declaredType(moduleType(name));
      return [
        ...lacks(type, membersFound(entry.static), name),
        ...membersOf(type)
          .filter((member) => !known.has(member))
          .map((member) => `${name}.${member}`),
      ];
    });
    assert.deepEqual(wrong, []);
  });

  it('have every event', () => {
    const received = (expression: string, entry: SymbolEntry): string =>
      Object.keys(entry.events ?? {})
        .map((event) => `${expression}.on('${event}', () => {});\n`)
        .join('');
    const text = [
      ...Object.entries(modules).map(([name, entry]) => received(`require('${name}')`, entry)),
      ...Object.entries(classes).map(([name, entry]) =>
        received(isNamespace(name, entry) ? name : `(null as any as ${name})`, entry),
      ),
    ].join('');
    assert.match(text, /require\('Wifi'\)\.on\('disconnected'/);
    assert.deepEqual(compileText(text), []);
  });

  it('are what the generator makes of the symbols: `npm run types` writes them', () => {
    for (const [name, text] of Object.entries(generateTypes(SYMBOL_FILE, readWritten())))
      assert.equal(readFileSync(path.join(LIBRARY, name), 'utf8'), text);
  });

  it('are all named by their index', () => {
    const named = [...readFileSync(path.join(LIBRARY, 'index.d.ts'), 'utf8').matchAll(/path="\.\/(.+?)"/g)];
    assert.deepEqual(
      named.map(([, name]) => name).sort(),
      readdirSync(LIBRARY)
        .filter((name) => name !== 'index.d.ts')
        .sort(),
    );
  });
});

describe('programs against the types', () => {
  const programs = fileURLToPath(new URL('../../fixtures/board-programs/', import.meta.url));

  for (const name of readdirSync(programs)) {
    const text = readFileSync(path.join(programs, name), 'utf8');
    it(`${name}: each line is refused that says so, and no other`, () => {
      const marked = text
        .split('\n')
        .flatMap((line, index) => (line.endsWith('// refused') ? [index + 1] : []));
      assert.deepEqual([...new Set(compileText(text).map(({ line }) => line))], marked);
    });
  }

  it('have the same answer from TypeScript 7', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-types-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    const files = readdirSync(programs);
    const project = {
      compilerOptions: { ...OPTIONS, target: 'es2022', module: 'esnext', moduleDetection: 'force' },
      files: [path.join(LIBRARY, 'index.d.ts'), ...files.map((name) => path.join(programs, name))],
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(project));
    const package7 = createRequire(import.meta.url).resolve('typescript/package.json');
    const compiler = path.join(path.dirname(package7), 'bin', 'tsc');
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [compiler, '--pretty', 'false', '-p', folder],
        { cwd: programs },
        (_error, text) => resolve(text),
      );
    });
    const places = [...output.matchAll(/^(\S+?)\((\d+),\d+\): error/gm)].map(
      ([, file, line]) => `${file}:${line}`,
    );
    const expected = files.flatMap((name) =>
      readFileSync(path.join(programs, name), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.endsWith('// refused') ? [`${name}:${index + 1}`] : [])),
    );
    assert.deepEqual([...new Set(places)].sort(), expected.sort());
  });
});

/** Errors of one program with TypeScript 5.9. */
function compileText(text: string): { readonly line: number; readonly message: string }[] {
  const name = path.join(LIBRARY, 'program.ts');
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.getSourceFile = (file, target, ...rest) =>
    file === name ? ts.createSourceFile(name, text, target) : getSourceFile(file, target, ...rest);
  const program = ts.createProgram([path.join(LIBRARY, 'index.d.ts'), name], OPTIONS, host);
  return messagesOf(program);
}

function messagesOf(program: ts.Program): { readonly line: number; readonly message: string }[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => ({
    line: file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0,
    message: `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  }));
}
