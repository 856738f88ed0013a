/** Sources that coverage cannot see: those that run only inside an image, and those that hold types alone. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NOT_MEASURED, ROOT } from '../mutate/folders.ts';

export { ROOT };

/** A statement that is left when the types are gone; all of ours begin at the margin. */
const CODE =
  /^(?:export )?(?:default |async )*(?:function|const|let|var|class)\b|^export (?:\*|\{)|^import '|^[a-z][\w.]*[.(]/m;

/** Whether nothing of a TypeScript source runs. */
export function isTypesAlone(source: string): boolean {
  return !CODE.test(source);
}

/** Patterns of folders, and files, with `/` on every system. */
export function leftOut(): string[] {
  const types = ['firmware', 'tools'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true })
      .map((name) => `${folder}/${String(name).split(path.sep).join('/')}`)
      .filter((name) => name.endsWith('.ts') && isTypesAlone(readFileSync(path.join(ROOT, name), 'utf8'))),
  );
  return ['**/*.d.ts', ...Object.keys(NOT_MEASURED).map((folder) => `${folder}/**`), ...types];
}
