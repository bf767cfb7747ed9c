/** The reader of each file format. */

import { readCsv } from './csv.js';
import { columnOf } from './csv-header.js';
import { type Locate, locateIn } from './explain.js';
import { readJsonl } from './jsonl.js';
import type { RawBatch, ReadOptions, SourceFile } from './source-file.js';

/** Undecoded dialogues of a file in order; what cannot be read as such is reported. */
export function readRaw(file: SourceFile, options: ReadOptions): AsyncGenerator<RawBatch> {
  if (file.foreign !== undefined) return readForeign(file, file.foreign, options);
  return file.format === 'jsonl' ? readJsonl(file, options) : readCsv(file, options);
}

/** What the importer is goes into the digest, for other versions make other dialogues of the same bytes. */
function readForeign(
  { path, shown, splits }: SourceFile,
  { importer, part, options: given }: NonNullable<SourceFile['foreign']>,
  options: ReadOptions,
): AsyncGenerator<RawBatch> {
  options.onBytes?.(Buffer.from(`${importer.id}@${importer.version} ${part ?? ''} ${JSON.stringify(given)}\n`));
  const file = { path, shown, splits, ...(part === undefined ? {} : { part }) };
  return importer.read(file, { ...options, options: given, skip: options.skip ?? (() => undefined) });
}

/** Where the paths within the dialogue at `index` of a batch stand: line and field, or row and column. */
export function locateInBatch(file: SourceFile, batch: RawBatch, index: number): Locate {
  const line = batch.lines[index] ?? 0;
  if (file.format !== 'csv' && file.format !== 'tsv') return locateIn(file.shown, line);
  const turnLines = batch.turnLines?.[index] ?? [];
  return (path) => {
    const row = path[0] === 'turns' && typeof path[1] === 'number' ? turnLines[path[1]] : undefined;
    return { file: file.shown, line: row ?? line, field: columnOf(path) };
  };
}
