/** Finds the files of a foreign dataset: the format is named in the spec, or guessed where the shape leaves no doubt. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Problem } from '../../schema/index.js';
import { didYouMean } from '../did-you-mean.js';
import { kindOf, withFileProblems } from '../file-problem.js';
import { type DatasetSource, formatOf } from '../source-file.js';
import type { Importer, ImportFile, ImportPlace } from './importer.js';
import { allImporters, importerNamed } from './registry.js';
import type { ImportSpec } from './spec.js';

type Report = (problem: Problem) => void;

/** The source of a spec such as `clinc150:PATH`; undefined when something is wrong, which has been reported. */
export async function resolveImport(
  spec: ImportSpec,
  split: string | undefined,
  cwd: string,
  report: Report,
): Promise<DatasetSource | undefined> {
  const importer = await importerNamed(spec.id);
  if (importer === undefined) throw new TypeError(`the registry lost the importer ${spec.id}`);
  const unknown = Object.keys(spec.options).find((name) => !isOption(importer, name));
  if (unknown !== undefined) {
    const known = Object.keys(importer.options ?? {});
    const expected = known.length === 0 ? 'no options' : known.join(', ');
    report({
      code: 'E_USAGE',
      file: spec.path,
      message: `${spec.id} has no option "${unknown}"`,
      expected,
      ...didYouMean(unknown, known),
    });
    return undefined;
  }
  const path = resolve(cwd, spec.path);
  const kind = await kindOf(path, spec.path, { file: spec.path }, report);
  if (kind === undefined) return undefined;
  const files = await withFileProblems(
    spec.path,
    importer.locate({ path, shown: spec.path, kind, options: spec.options }, false),
  );
  if (files === undefined || files.length === 0) {
    report({ code: 'E_FILE_FORMAT', file: spec.path, message: `there is nothing of ${spec.id} here`, expected: importer.says });
    return undefined;
  }
  return sourceOf(importer, files, spec, split, report);
}

/** The source of a plain path whose shape is certain; undefined when it is not, and the path is one of our own formats or none. */
export async function guessImport(
  place: ImportPlace,
  split: string | undefined,
  report: Report,
): Promise<DatasetSource | undefined> {
  // Our own formats are never guessed at.
  if (place.kind === 'folder' ? existsSync(join(place.path, 'dataset.yaml')) : isPlain(place.path)) return undefined;
  for (const importer of await allImporters()) {
    const files = await withFileProblems(place.shown, importer.locate(place, true));
    if (files !== undefined && files.length > 0) {
      return sourceOf(importer, files, { id: importer.id, path: place.shown, options: place.options }, split, report);
    }
  }
  return undefined;
}

/** A table or JSONL is ours unless its name belongs to a public corpus. */
function isPlain(path: string): boolean {
  return formatOf(path) !== undefined && !/bitext/i.test(basename(path));
}

/** `slice:NAME` and its like take any name behind the colon. */
function isOption(importer: Importer, name: string): boolean {
  const options = importer.options ?? {};
  return Object.hasOwn(options, name) || Object.hasOwn(options, `${name.split(':')[0]}:NAME`);
}

function sourceOf(
  importer: Importer,
  files: readonly ImportFile[],
  { path, options }: ImportSpec,
  split: string | undefined,
  report: Report,
): DatasetSource | undefined {
  const chosen = split === undefined ? files : files.filter((file) => file.splits.includes(split));
  if (chosen.length === 0) {
    const names = [...new Set(files.flatMap((file) => file.splits))];
    const expected = names.length === 0 ? 'no split: this format has none' : names.join(', ');
    report({
      code: 'E_UNKNOWN_SPLIT',
      file: path,
      message: `there is no split "${split}"`,
      expected,
      ...didYouMean(split ?? '', names, names.length === 0 ? 'leave --split out' : 'name one of them'),
    });
    return undefined;
  }
  return {
    shown: path,
    name: basename(path),
    files: chosen.map(({ part, splits, ...file }) => ({
      ...file,
      format: 'import' as const,
      splits,
      foreign: { importer, options, ...(part === undefined ? {} : { part }) },
    })),
  };
}
