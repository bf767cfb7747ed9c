/** The lines of a UTF-8 text file, streamed in batches, with their numbers. */
import type { Problem } from '../../schema/index.js';
import { readBlocks } from '../blocks.js';
import { byteOrderMark, decodeUtf8, encodingProblem, lineRanges } from '../text-decoding.js';

export interface TextLine {
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

export interface TextLineOptions {
  readonly chunkBytes?: number;
  readonly maxLineBytes?: number;
  readonly onBytes?: (chunk: Uint8Array) => void;
  readonly report: (problem: Problem) => void;
}

/** Lines in order, without their ends; one that is not UTF-8, or too long, is reported and left out. */
export async function* readTextLines(path: string, shown: string, options: TextLineOptions): AsyncGenerator<readonly TextLine[]> {
  let line = 0;
  for await (const block of readBlocks(path, options)) {
    if (block.overlong) {
      line += 1;
      options.report({
        code: 'E_FILE_FORMAT',
        file: shown,
        line,
        message: 'the line is longer than 16 MiB',
        expected: 'one row a line',
        mend: 'look for line breaks that were lost',
      });
      continue;
    }
    const mark = block.offset === 0 ? byteOrderMark(block.bytes) : 0;
    const bytes = block.bytes.subarray(mark);
    const batch: TextLine[] = [];
    for (const [start, end] of lineRanges(bytes)) {
      line += 1;
      const text = decodeUtf8(bytes.subarray(start, end));
      if (text === undefined)
        options.report(encodingProblem(shown, line, bytes.subarray(start, end), block.offset + mark + start));
      else batch.push({ text, line });
    }
    yield batch;
  }
}

/** The same lines as rows for a converter. */
export async function* placedLines(
  { path, shown }: { readonly path: string; readonly shown: string },
  options: TextLineOptions,
): AsyncGenerator<readonly { readonly value: string; readonly line: number }[]> {
  for await (const batch of readTextLines(path, shown, options)) {
    yield batch.map(({ text, line }) => ({ value: text.replace(/\r$/, ''), line }));
  }
}
