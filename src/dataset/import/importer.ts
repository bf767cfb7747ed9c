/** What an importer is: it knows the files of a foreign format, and reads dialogues of ours out of them. */
import type { ForeignFile, ForeignReader, ForeignReadOptions } from '../source-file.js';

/** A file of a foreign dataset, or the part of it that is one split; shown as the user wrote it, with `#part` behind a part. */
export type ImportFile = ForeignFile;
export type ImportReadOptions = ForeignReadOptions;

/** A path that the user gave, before anybody knows what it is. */
export interface ImportPlace {
  readonly path: string;
  readonly shown: string;
  readonly kind: 'file' | 'folder';
  /** What stood behind `?` in the spec, such as `utterance=query`. */
  readonly options: Readonly<Record<string, string>>;
}

export interface Importer extends ForeignReader {
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
}
