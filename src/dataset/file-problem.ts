/** File-system failures that the user can mend, as problems. */
import { stat } from 'node:fs/promises';
import { HarnessError, type Problem } from '../schema/index.js';

type Place = Pick<Problem, 'file' | 'line' | 'field'>;

/** The problem of a path that cannot be read, or undefined when the error is not of the file system. */
export function fileProblem(error: unknown, shown: string, place: Place = { file: shown }): Problem | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { ...place, code: 'E_FILE_MISSING', message: `"${shown}" does not exist`, mend: 'check the path' };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return { ...place, code: 'E_FILE_MISSING', message: `"${shown}" may not be read`, mend: 'check the permissions' };
  }
  if (code === 'EISDIR') {
    return { ...place, code: 'E_FILE_FORMAT', message: `"${shown}" is a folder`, expected: 'a file' };
  }
  if (code === 'ELOOP') {
    return { ...place, code: 'E_FILE_MISSING', message: `"${shown}" is a symbolic link that leads to itself` };
  }
  return undefined;
}

/** Awaits `work`; its file-system failures become a HarnessError about `shown`. */
export async function withFileProblems<T>(shown: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const problem = fileProblem(error, shown);
    throw problem === undefined ? error : new HarnessError(problem, { cause: error });
  }
}

/** What stands at a path; undefined when nothing that can be read does, which has been reported. */
export async function kindOf(
  path: string,
  shown: string,
  place: Place,
  report: (problem: Problem) => void,
): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    if (found.isFile()) return 'file';
    // A pipe cannot be read twice, and a dataset is: once to check it, once to replay it.
    report({ code: 'E_FILE_FORMAT', ...place, message: `"${shown}" is not a regular file`, mend: 'write it to a file first' });
  } catch (error) {
    const problem = fileProblem(error, shown, place);
    if (problem === undefined) throw error;
    report(problem);
  }
  return undefined;
}
