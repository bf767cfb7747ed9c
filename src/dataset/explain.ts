/** Decoder issues as problems: the place, what was found, what was expected, and the key that was meant. */
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type ErrorCode, fieldPath, type Problem } from '../schema/index.js';
import { didYouMean } from './did-you-mean.js';
import { expectation, finding, knownKeys, schemaAt } from './expectation.js';

/** Where a path within a value stands for the user: a line, and a field or column. */
export type Locate = (path: readonly PropertyKey[]) => Pick<Problem, 'file' | 'line' | 'field'>;

/** Everything in one place: a line of a JSONL file. */
export function locateIn(file: string, line: number): Locate {
  return (path) => {
    const field = fieldPath(path);
    return field === '' ? { file, line } : { file, line, field };
  };
}

/** What is wrong with `value` by `schema`; empty when nothing is, and the decoder would leave it as it is. */
export function explain(schema: z.ZodType, value: unknown, locate: Locate, code: ErrorCode = 'E_FIELD'): Problem[] {
  const result = schema.safeParse(value);
  if (!result.success) {
    return result.error.issues.flatMap((issue) => problemsOfIssue({ schema, value, locate, code }, issue, issue.path));
  }
  if (isDeepStrictEqual(result.data, value)) return [];
  return [{ ...locate([]), code, message: 'holds the key "__proto__", which cannot be used', mend: 'rename the key' }];
}

interface Context {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly locate: Locate;
  readonly code: ErrorCode;
}

function problemsOfIssue(context: Context, issue: z.core.$ZodIssue, path: readonly PropertyKey[]): Problem[] {
  const { schema, code, locate } = context;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(context, path, key));
  if (issue.code === 'invalid_union') {
    const deeper = nearestBranch(issue);
    if (deeper !== undefined) {
      return deeper.flatMap((inner) => problemsOfIssue(context, inner, [...path, ...inner.path]));
    }
  }
  if (issue.code === 'custom') return [{ ...locate(path), code, message: issue.message }];
  if (issue.code === 'invalid_key') return [{ ...locate(path), code, message: 'the name is empty', expected: 'non-empty text' }];
  const expected = expectation(schemaAt(schema, path));
  return [
    { ...locate(path), code, message: finding(valueAt(context.value, path)), ...(expected === undefined ? {} : { expected }) },
  ];
}

function unknownKey({ schema, code, locate }: Context, path: readonly PropertyKey[], key: string): Problem {
  const known = knownKeys(schema, path);
  return {
    ...locate([...path, key]),
    code,
    message: `unknown key "${key}"`,
    expected: known.join(', '),
    ...didYouMean(key, known, 'remove it, or move free-form values into meta'),
  };
}

/** The branch of a union that got furthest into the value; undefined when none got past the value itself. */
function nearestBranch(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  return issue.errors.find((issues) => issues.some((inner) => inner.path.length > 0));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[part];
  }
  return here;
}
