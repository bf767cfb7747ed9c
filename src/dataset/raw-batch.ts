/** What a reader is asked, and what it hands on. */
import type { Problem } from '../schema/index.js';

/** Undecoded dialogues of one file with the lines they begin on. */
export interface RawBatch {
  readonly values: readonly unknown[];
  readonly lines: readonly number[];
  /** CSV only: the line of every turn. */
  readonly turnLines?: readonly (readonly number[])[];
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
