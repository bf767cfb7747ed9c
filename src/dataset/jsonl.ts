/** JSON lines: one value a line, UTF-8, blank lines skipped. Every broken line is reported, and reading goes on behind it. */
import type { Problem } from '../schema/index.js';
import { type Block, MAX_LINE_BYTES, readBlocks } from './blocks.js';
import { jsonFault } from './json-fault.js';
import type { RawBatch, ReadOptions, SourceFile } from './source-file.js';
import { byteOrderMark, decodeUtf8, encodingProblem, isUtf16, lineRanges, nulProblem, utf16Problem } from './text-decoding.js';

/**
 * The values of a file in order, as batches of what one chunk holds. An empty file has no batch.
 * Lines end in LF or CRLF and count from 1, blank ones too.
 */
export async function* readJsonl(file: Pick<SourceFile, 'path' | 'shown'>, options: ReadOptions): AsyncGenerator<RawBatch> {
  const parser = new LineParser(file.shown, options);
  for await (const block of readBlocks(file.path, options)) {
    if (block.offset === 0 && isUtf16(block.bytes)) {
      options.report(utf16Problem(file.shown));
      parser.mute();
    }
    const batch = parser.parse(block);
    if (batch.values.length > 0) yield batch;
  }
}

/** Parses blocks and keeps count of the lines. */
class LineParser {
  private line = 0;
  private muted = false;

  constructor(
    private readonly file: string,
    private readonly options: ReadOptions,
  ) {}

  /** Nothing more can be made of this file; it is still read to its end for the digest. */
  mute(): void {
    this.muted = true;
  }

  parse(block: Block): RawBatch {
    if (this.muted) return { values: [], lines: [] };
    if (block.overlong) {
      this.line += 1;
      this.options.report(overlongProblem(this.file, this.line, this.options.maxLineBytes ?? MAX_LINE_BYTES));
      return { values: [], lines: [] };
    }
    const mark = block.offset === 0 ? byteOrderMark(block.bytes) : 0;
    const bytes = block.bytes.subarray(mark);
    const text = decodeUtf8(bytes);
    return text === undefined ? this.parseBytes(bytes, block.offset + mark, block) : this.parseText(text, block);
  }

  private parseText(text: string, block: Block): RawBatch {
    const values: unknown[] = [];
    const lines: number[] = [];
    for (let start = 0; start < text.length; ) {
      const feed = text.indexOf('\n', start);
      const end = feed < 0 ? text.length : feed;
      this.line += 1;
      if (end > start) this.parseLine(text.slice(start, end), block.terminated, values, lines);
      start = end + 1;
    }
    return { values, lines };
  }

  /** A block with a byte that is not UTF-8: line by line, so that only the broken lines are lost. */
  private parseBytes(bytes: Buffer, offset: number, block: Block): RawBatch {
    const values: unknown[] = [];
    const lines: number[] = [];
    for (const [start, end] of lineRanges(bytes)) {
      this.line += 1;
      const line = bytes.subarray(start, end);
      const text = decodeUtf8(line);
      if (text === undefined) this.options.report(encodingProblem(this.file, this.line, line, offset + start));
      else this.parseLine(text, block.terminated, values, lines);
    }
    return { values, lines };
  }

  private parseLine(text: string, terminated: boolean, values: unknown[], lines: number[]): void {
    try {
      values.push(JSON.parse(text));
      lines.push(this.line);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      if (text.trim() !== '') this.options.report(jsonProblem(this.file, this.line, text, terminated));
    }
  }
}

function jsonProblem(file: string, line: number, text: string, terminated: boolean): Problem {
  const nul = text.indexOf('\0');
  if (nul >= 0) return nulProblem(file, line, nul + 1);
  const fault = jsonFault(text) ?? { at: 0, expected: 'a JSON value' };
  const torn = !terminated && fault.at >= text.trimEnd().length;
  if (torn) {
    return {
      code: 'E_JSON',
      file,
      line,
      message: `the file ends in the middle of this line, its last (column ${fault.at + 1})`,
      expected: fault.expected,
      mend: 'write the file again to its end, or delete the last line',
    };
  }
  return {
    code: 'E_JSON',
    file,
    line,
    message: `invalid JSON at column ${fault.at + 1}: ${excerpt(text, fault.at)}`,
    expected: fault.expected,
    mend: /^\s*[[\]{}],?\s*$/.test(text) ? 'write each dialogue on one line, without a list around them' : 'mend the line',
  };
}

function excerpt(text: string, at: number): string {
  const found = [...text.slice(at, at + 24)].slice(0, 12).join('').trim();
  return found === '' ? 'the line ends here' : `found ${JSON.stringify(found)}`;
}

/** A line, or a row of several lines, beyond the limit. */
export function overlongProblem(file: string, line: number, limit: number, what: 'line' | 'row' = 'line'): Problem {
  const size = limit % (1 << 20) === 0 ? `${limit >> 20} MiB` : `${limit} bytes`;
  return {
    code: 'E_FILE_FORMAT',
    file,
    line,
    message: `the ${what} is longer than ${size}`,
    expected: what === 'line' ? 'one dialogue a line' : 'one turn a row',
    mend: what === 'line' ? 'write each dialogue on a line of its own' : 'look for a quote that is never closed',
  };
}
