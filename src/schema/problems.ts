/** Turns zod's issues into problems that name a field, what was expected and how to mend it. */
import type { z } from 'zod';
import type { ErrorCode, Problem } from './errors.js';

/** `turns[2].label.intent` */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((out, part) => {
    if (typeof part === 'number') return `${out}[${part}]`;
    return out === '' ? String(part) : `${out}.${String(part)}`;
  }, '');
}

/** One problem an issue; `where` adds the file and line. */
export function problemsOf(
  error: z.ZodError,
  code: ErrorCode,
  where: Pick<Problem, 'file' | 'line'> & { readonly prefix?: string } = {},
): [Problem, ...Problem[]] {
  const { prefix, ...place } = where;
  const list = error.issues.map((issue): Problem => {
    const path = fieldPath(issue.path);
    const field = prefix === undefined || prefix === '' ? path : path === '' ? prefix : `${prefix}.${path}`;
    return { code, message: issue.message, ...place, ...(field === '' ? {} : { field }) };
  });
  return list as [Problem, ...Problem[]];
}
