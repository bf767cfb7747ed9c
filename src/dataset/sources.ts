/** Resolves the paths that the user gave: bare files, and folders with dataset.yaml. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { HarnessError, type Problem, ProblemList } from '../schema/index.js';
import { didYouMean } from './did-you-mean.js';
import { kindOf } from './file-problem.js';
import { MANIFEST, resolveFolder } from './folder.js';
import { IMPORTER_IDS } from './import/registry.js';
import { guessImport, resolveImport } from './import/resolve.js';
import { parseImportSpec } from './import/spec.js';
import { type DatasetSource, formatOf, formatProblem } from './source-file.js';

type Report = (problem: Problem) => void;

/**
 * One source a path, in the order given.
 * @throws HarnessError with all problems of all paths together.
 */
export async function resolveSources(paths: readonly string[], split: string | undefined, cwd: string): Promise<DatasetSource[]> {
  if (paths.length === 0)
    throw new HarnessError({ code: 'E_USAGE', message: 'no dataset is given', expected: 'a file or folder' });
  const problems = new ProblemList();
  const report = problems.add.bind(problems);
  const sources: DatasetSource[] = [];
  for (const path of paths) {
    const source = await resolveSource(path, split, cwd, report);
    if (source !== undefined) sources.push(source);
  }
  await reportRepeated(sources, report);
  problems.throwIfAny();
  return sources;
}

async function resolveSource(
  shown: string,
  split: string | undefined,
  cwd: string,
  report: Report,
): Promise<DatasetSource | undefined> {
  const spec = parseImportSpec(shown);
  if (spec !== undefined) return await resolveImport(spec, split, cwd, report);
  const path = resolve(cwd, shown);
  const format = unknownFormat(shown, path);
  if (format !== undefined) {
    report({
      code: 'E_USAGE',
      file: shown,
      message: `there is no format "${format}"`,
      expected: `one of ${IMPORTER_IDS.join(', ')} before the colon, or a path`,
      ...didYouMean(format, IMPORTER_IDS),
    });
    return undefined;
  }
  const kind = await kindOf(path, shown, { file: shown }, report);
  const guessed = kind === undefined ? undefined : await guessImport({ path, shown, kind, options: {} }, split, report);
  if (guessed !== undefined) return guessed;
  if (kind === 'folder') return await resolveFolder(path, shown, split, report);
  if (kind === undefined) return undefined;
  const own = formatOf(shown);
  if (own === undefined) report(formatProblem(shown));
  if (split !== undefined) {
    const message = `the split "${split}" is asked for, but a bare file has no splits`;
    report({ code: 'E_UNKNOWN_SPLIT', file: shown, message, mend: `name a folder with ${MANIFEST}, or leave the split out` });
  }
  if (own === undefined) return undefined;
  return { shown, name: basename(path), files: [{ path, shown, format: own, splits: [] }] };
}

/** What stands before a colon where no file is called so; one letter is a drive. */
function unknownFormat(shown: string, path: string): string | undefined {
  const id = /^([a-zA-Z][\w-]+):./.exec(shown)?.[1];
  return id === undefined || existsSync(path) ? undefined : id;
}

/** The same file twice would make every id a duplicate. */
async function reportRepeated(sources: readonly DatasetSource[], report: Report): Promise<void> {
  const seen = new Map<string, string>();
  for (const file of sources.flatMap((source) => source.files)) {
    const real = `${await realpath(file.path)}#${file.foreign?.part ?? ''}`;
    const first = seen.get(real);
    if (first !== undefined)
      report({ code: 'E_USAGE', file: file.shown, message: `the file is given twice (first as "${first}")` });
    else seen.set(real, file.shown);
  }
}
