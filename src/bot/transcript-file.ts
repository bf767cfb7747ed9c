/** Reads a recording from where it is: a JSONL file, a CSV or TSV table, or the folder of a former run. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { HarnessError } from '../schema/index.js';
import { describeThrown } from './failure-text.js';
import { LineSplitter } from './line-splitter.js';
import { decodeTranscriptLine, type Recorded } from './transcript-line.js';
import { Recordings } from './transcript-recordings.js';
import { readTable } from './transcript-table.js';

/** A line holds one reply of at most 1 MiB, and escapes may blow it up. */
const MAX_LINE_BYTES = 16 * 1_048_576;
/** A table is read as a whole. */
const MAX_TABLE_BYTES = 256 * 1_048_576;
const RECORDS = 'records.jsonl';
const DELIMITERS: Readonly<Record<string, string>> = { '.csv': ',', '.tsv': '\t' };

/**
 * All that is recorded, by {@link recordingKey}. The extension tells the format: .csv, .tsv, anything else JSONL.
 * @throws HarnessError E_FILE_MISSING; E_TRANSCRIPT with all problems of the file. The signal's reason on abort.
 */
export async function readTranscript(
  shown: string,
  baseDir: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Recorded>> {
  try {
    const given = resolve(baseDir, shown);
    const found = await stat(given);
    const inFolder = found.isDirectory();
    const path = inFolder ? join(given, RECORDS) : given;
    if (inFolder) await assertRunFolder(given, shown);
    const recordings = new Recordings(inFolder ? join(shown, RECORDS) : shown);
    const delimiter = DELIMITERS[extname(path).toLowerCase()];
    if (delimiter === undefined) await readLines(path, recordings, signal);
    else if (found.size > MAX_TABLE_BYTES)
      recordings.note(1, {
        code: 'E_TRANSCRIPT',
        message: `the table is over ${MAX_TABLE_BYTES} bytes`,
        mend: 'split it, or write JSONL',
      });
    else await readTable(await readFile(path, { signal }), delimiter, recordings);
    return recordings.finish();
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof HarnessError) throw error;
    const message = `the recording cannot be read: ${error instanceof Error && 'code' in error ? error.code : describeThrown(error)}`;
    const mend = 'give the path of a JSONL, CSV or TSV file, or of a run';
    throw new HarnessError({ code: 'E_FILE_MISSING', file: shown, message, mend }, { cause: error });
  }
}

/** A run of several bots has a folder for each: which one is meant is for the user to say. */
async function assertRunFolder(folder: string, shown: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.name === RECORDS)) return;
  const bots: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    if ((await readdir(join(folder, entry.name))).includes(RECORDS)) bots.push(join(shown, entry.name));
  }
  const mend = bots.length === 0 ? 'give the folder of a run' : `give the folder of one bot: ${bots.slice(0, 5).join(', ')}`;
  throw new HarnessError({ code: 'E_FILE_MISSING', file: shown, message: `the folder holds no ${RECORDS}`, mend });
}

async function readLines(path: string, recordings: Recordings, signal: AbortSignal): Promise<void> {
  let at = 0;
  const lines = new LineSplitter(MAX_LINE_BYTES, {
    line: (bytes) => {
      at += 1;
      readLine(bytes, at, recordings);
    },
    overlong: () => {
      at += 1;
      const message = `the line is over ${MAX_LINE_BYTES} bytes`;
      recordings.note(at, { code: 'E_TRANSCRIPT', message, mend: 'look for line breaks that were lost' });
    },
  });
  for await (const chunk of createReadStream(path, { signal })) lines.push(chunk as Buffer);
  lines.end();
}

function readLine(bytes: Buffer, at: number, recordings: Recordings): void {
  if (!isUtf8(bytes)) {
    recordings.note(at, { code: 'E_TRANSCRIPT', message: 'the line is not UTF-8', mend: 'save the file as UTF-8' });
    return;
  }
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    recordings.note(at, { code: 'E_TRANSCRIPT', message: 'the line is not JSON', expected: 'one JSON object a line' });
    return;
  }
  recordings.add(at, decodeTranscriptLine(value));
}
