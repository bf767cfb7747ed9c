/** What a failure looks like on stderr: every problem with its code, place and mend; a bug with its stack. */
import { isAbsolute, relative } from 'node:path';
import { describeProblem, EXIT, HarnessError, type Problem } from '../schema/errors.js';

/** Text from data and bots may hold terminal commands: control characters are shown, not sent. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be replaced
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** A path below the working directory as the user would type it. */
function near(problem: Problem): Problem {
  if (problem.file === undefined || !isAbsolute(problem.file)) return problem;
  const path = relative(process.cwd(), problem.file);
  return path.startsWith('..') ? problem : { ...problem, file: path === '' ? '.' : path };
}

export function failureText(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof HarnessError) {
    const lines = error.problems.map((problem) => `${problem.code} ${printable(describeProblem(near(problem)))}`);
    const more = error.problemCount - error.problems.length;
    if (more > 0) lines.push(`… and ${more} more problems`);
    return { text: `${lines.join('\n')}\n`, exitCode: error.exitCode };
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `This is a bug of shopreplay, not of your data:\n${printable(trace)}\n`, exitCode: EXIT.infrastructure };
}
