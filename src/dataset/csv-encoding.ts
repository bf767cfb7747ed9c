/** Whether a spreadsheet is UTF-8 or GB18030, which Chinese editions of Excel write; decided over the whole file. */
import { TextDecoder } from 'node:util';
import type { Problem } from '../schema/index.js';
import { readBlocks } from './blocks.js';
import { decodeUtf8, encodingProblem, isUtf16, lineRanges, utf16Problem } from './text-decoding.js';

export type CsvEncoding = 'utf-8' | 'gb18030';

interface File {
  readonly path: string;
  readonly shown: string;
}

/**
 * GB18030 when the file is not UTF-8, decodes as GB18030 without fault, and most of its lines with other than ASCII characters
 * are not UTF-8; so that one damaged byte does not turn a UTF-8 file into nonsense.
 * @returns undefined when it is neither, which has been reported line by line.
 */
export async function detectCsvEncoding(file: File, report: (problem: Problem) => void): Promise<CsvEncoding | undefined> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  let isGb18030 = true;
  let utf8Lines = 0;
  let otherLines = 0;
  for await (const { bytes, offset } of readBlocks(file.path)) {
    if (offset === 0 && isUtf16(bytes)) {
      report(utf16Problem(file.shown));
      return undefined;
    }
    // In GB18030 a line feed is never part of another character, so lines can be judged one by one.
    for (const [start, end] of lineRanges(bytes)) {
      const line = bytes.subarray(start, end);
      const text = decodeUtf8(line);
      if (text === undefined) {
        otherLines += 1;
        isGb18030 &&= decodes(decoder, line);
      } else if (text.length !== line.length) utf8Lines += 1;
    }
  }
  if (otherLines === 0) return 'utf-8';
  if (isGb18030 && otherLines > utf8Lines) return 'gb18030';
  await reportInvalidLines(file, report);
  return undefined;
}

async function reportInvalidLines(file: File, report: (problem: Problem) => void): Promise<void> {
  let line = 0;
  for await (const { bytes, offset, overlong } of readBlocks(file.path)) {
    if (overlong) line += 1;
    for (const [start, end] of lineRanges(bytes)) {
      line += 1;
      const piece = bytes.subarray(start, end);
      if (decodeUtf8(piece) === undefined) report(encodingProblem(file.shown, line, piece, offset + start));
    }
  }
}

function decodes(decoder: TextDecoder, line: Uint8Array): boolean {
  try {
    decoder.decode(line);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
