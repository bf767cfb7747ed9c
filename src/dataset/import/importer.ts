/** What an importer is: it knows the files of a foreign format, and reads dialogues of ours out of them. */
import type { RawBatch, ReadOptions } from '../raw-batch.js';

/** A file of a foreign dataset, or the part of it that is one split. */
export interface ImportFile {
  readonly path: string;
  /** As the user wrote it, with `#part` behind a part. */
  readonly shown: string;
  /** Which part of the file, where one file holds several splits. */
  readonly part?: string;
  /** Names by which `--split` finds it; a file may stand in several. */
  readonly splits: readonly string[];
}

/** A path that the user gave, before anybody knows what it is. */
export interface ImportPlace {
  readonly path: string;
  readonly shown: string;
  readonly kind: 'file' | 'folder';
  /** What stood behind `?` in the spec, such as `utterance=query`. */
  readonly options: Readonly<Record<string, string>>;
}

export interface ImportReadOptions extends ReadOptions {
  readonly options: Readonly<Record<string, string>>;
  /** A row that is left out on purpose: counted by reason, never lost in silence. */
  readonly skip: (reason: string, line: number) => void;
}

export interface Importer {
  /** Stands before the colon: `clinc150:PATH`. */
  readonly id: string;
  /** Raised whenever the same bytes make other dialogues; part of the digest. */
  readonly version: number;
  /** The dataset and the files it comes in, in one line. */
  readonly says: string;
  /** What becomes what, one row a field; `dataset convert` prints it. */
  readonly mapping: readonly (readonly [from: string, to: string])[];
  /** Options that a spec may carry behind `?`, with what each does. */
  readonly options?: Readonly<Record<string, string>>;
  /**
   * The files to read at a place, in order.
   * @param certain only where the shape leaves no doubt: the format was not named, and is being guessed.
   * @returns undefined or empty when there is nothing of this format.
   */
  locate(place: ImportPlace, certain: boolean): Promise<readonly ImportFile[] | undefined>;
  /** The dialogues of one file in order, not yet decoded, with the lines they begin on. Streams. */
  read(file: ImportFile, options: ImportReadOptions): AsyncGenerator<RawBatch>;
}
