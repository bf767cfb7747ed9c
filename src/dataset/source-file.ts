/** What the readers share: which file is read, how it is named to the user, and the batches that come out of it. */
import { extname } from 'node:path';
import type { DatasetManifest, Problem, Product } from '../schema/index.js';

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
    readonly importer: ForeignReader;
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

/** Undecoded dialogues of one file with the lines they begin on. */
export interface RawBatch {
  readonly values: readonly unknown[];
  readonly lines: readonly number[];
  /** CSV only: the line of every turn. */
  readonly turnLines?: readonly (readonly number[])[];
  /** Foreign formats: rows or elements that the batch was made of, those that were left out included. */
  readonly rows?: number;
}

/** How a file is read. `chunkBytes` changes speed and memory, never the result. */
export interface ReadOptions {
  readonly chunkBytes?: number;
  /** Longest line accepted, in bytes. */
  readonly maxLineBytes?: number;
  /** Sees every raw byte of the file once, in order; the view is valid during the call only. */
  readonly onBytes?: (chunk: Uint8Array) => void;
  /** Called for every row of a foreign format that is left out on purpose. */
  readonly skip?: (reason: string, line: number) => void;
  /** Called for everything that is wrong with the file; reading goes on where it can. */
  readonly report: (problem: Problem) => void;
}

/** A file of a foreign dataset, or the part of it that is one split. */
export interface ForeignFile extends Pick<SourceFile, 'path' | 'shown'> {
  /** Which part of the file, where one file holds several splits. */
  readonly part?: string;
  /** Names by which `--split` finds it; a file may stand in several. */
  readonly splits: readonly string[];
}

export interface ForeignReadOptions extends ReadOptions {
  /** What stood behind `?` in the spec, such as `utterance=query`. */
  readonly options: Readonly<Record<string, string>>;
  /** A row that is left out on purpose: counted by reason, never lost in silence. */
  readonly skip: (reason: string, line: number) => void;
}

/** What of an importer it takes to read a file. */
export interface ForeignReader {
  /** Stands before the colon: `clinc150:PATH`. */
  readonly id: string;
  /** Raised whenever the same bytes make other dialogues; part of the digest. */
  readonly version: number;
  /** What whoever reads the figures must know of the data, in one sentence. */
  readonly note?: string;
  /** The dialogues of one file in order, not yet decoded, with the lines they begin on. Streams. */
  read(file: ForeignFile, options: ForeignReadOptions): AsyncGenerator<RawBatch>;
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
