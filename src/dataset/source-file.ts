/** What the readers share: which file is read, how it is named to the user, and the batches that come out of it. */
import { extname } from 'node:path';
import type { DatasetManifest, Problem, Product } from '../schema/index.js';
import type { Importer } from './import/importer.js';

export type { RawBatch, ReadOptions } from './raw-batch.js';

export type FileFormat = 'jsonl' | 'csv' | 'tsv' | 'import';

/** A dialogue file to be read. */
export interface SourceFile {
  readonly path: string;
  /** As the user wrote it; the only name that messages carry. */
  readonly shown: string;
  readonly format: FileFormat;
  /** Splits of the folder that list this file, sorted; none for a bare file. */
  readonly splits: readonly string[];
  /** For a foreign format: who reads it, and which part of the file. */
  readonly foreign?: {
    readonly importer: Importer;
    readonly part?: string;
    readonly options: Readonly<Record<string, string>>;
  };
}

/** One path of the user's, resolved: a bare file, or a folder with its manifest and catalogue. */
export interface DatasetSource {
  readonly shown: string;
  /** Last segment of the path, for the name of the dataset. */
  readonly name: string;
  /** In the order in which they are read. */
  readonly files: readonly SourceFile[];
  readonly manifest?: DatasetManifest;
  readonly products?: ReadonlyMap<string, Product>;
  readonly faq?: Pick<SourceFile, 'path' | 'shown'>;
}

const FORMATS: Readonly<Record<string, FileFormat>> = { '.jsonl': 'jsonl', '.ndjson': 'jsonl', '.csv': 'csv', '.tsv': 'tsv' };

/** The format that the extension names, or undefined for one that is not read. */
export function formatOf(path: string): FileFormat | undefined {
  return FORMATS[extname(path).toLowerCase()];
}

/** The problem of a file whose extension is not read. */
export function formatProblem(shown: string, place: Pick<Problem, 'file' | 'line' | 'field'> = { file: shown }): Problem {
  const json = extname(shown).toLowerCase() === '.json';
  return {
    ...place,
    code: 'E_FILE_FORMAT',
    message: `"${shown}" is not a dialogue file by its extension "${extname(shown)}"`,
    expected: '.jsonl, .ndjson, .csv or .tsv, or a folder with dataset.yaml',
    mend: json ? `write one dialogue a line: jq -c '.[]' ${shown} > ${shown}l` : 'rename or convert the file',
  };
}
