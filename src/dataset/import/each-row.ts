/** Rows of a foreign file become dialogues one by one: what is left out is counted, what is wrong is placed. */
import type { Problem } from '../../schema/index.js';
import type { RawBatch } from '../source-file.js';
import type { ImportFile, ImportReadOptions } from './importer.js';
import { readJsonElements } from './json-elements.js';

/** One row or element, parsed, with the line it begins on. */
export interface PlacedRow<T> {
  readonly value: T;
  readonly line: number;
  /** Name of the member that holds it, where the document is an object. */
  readonly key?: string;
}

/** What a converter knows of the row in hand, and what it may say of it. */
export interface RowContext {
  readonly file: ImportFile;
  readonly line: number;
  /** Counts the rows of the file from 1. */
  readonly index: number;
  readonly key?: string;
  /** Leaves the row out and counts it under the reason. */
  skip(reason: string): undefined;
  /** The row is wrong: an E_FIELD at its line. */
  blame(field: string, message: string, more?: Pick<Problem, 'expected' | 'mend'>): undefined;
}

/** Where nothing better is known. */
const MEND = 'correct it in the file, or take the row out';

/** @returns one dialogue, a list of them, or undefined for a row that gives none. */
export type Convert<T> = (value: T, row: RowContext) => unknown;

/** The dialogues of all rows in order, in the batches that the rows come in. */
export async function* eachRow<T>(
  batches: AsyncIterable<readonly PlacedRow<T>[]>,
  file: ImportFile,
  { report, skip }: Pick<ImportReadOptions, 'report' | 'skip'>,
  convert: Convert<T>,
): AsyncGenerator<RawBatch> {
  let index = 0;
  for await (const batch of batches) {
    const values: unknown[] = [];
    const lines: number[] = [];
    let rows = 0;
    for (const { value, line, key } of batch) {
      index += 1;
      let said = false;
      const made = convert(value, {
        file,
        line,
        index,
        ...(key === undefined ? {} : { key }),
        skip: (reason) => {
          said = true;
          skip(reason, line);
        },
        blame: (field, message, more) => {
          said = true;
          report({ code: 'E_FIELD', file: file.shown, line, field, message, mend: MEND, ...more });
        },
      });
      // What belongs to another part of the file is counted there; blank lines are nothing.
      if (made !== undefined || said) rows += 1;
      for (const dialogue of Array.isArray(made) ? made : made === undefined ? [] : [made]) {
        values.push(dialogue);
        lines.push(line);
      }
    }
    yield { values, lines, rows };
  }
}

/** The dialogues of a JSON document that is a list, or an object of lists (`nested`: the elements of its lists). */
export function eachElement(
  file: ImportFile,
  options: ImportReadOptions,
  convert: Convert<unknown>,
  nested = false,
): AsyncGenerator<RawBatch> {
  return eachRow(readJsonElements(file.path, file.shown, { ...options, nested }), file, options, convert);
}
