/** Adapter for recorded transcripts: answers come from a file, with the latency that it states, or none. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import {
  type BotAnswer,
  type BotConfig,
  BotFailure,
  type BotPort,
  type BotRequest,
  type CallContext,
  HarnessError,
  keyLabel,
  type Problem,
  ProblemList,
  type TurnKey,
} from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT } from './context.js';
import { describeThrown } from './failure-text.js';
import { LineSplitter } from './line-splitter.js';
import { decodeTranscriptLine, type Recorded } from './transcript-line.js';

/** A line holds one reply of at most 1 MiB, and escapes may blow it up. */
const MAX_LINE_BYTES = 16 * 1_048_576;

const NOT_RUN: BotAnswer = { reply: { text: '' }, notRun: true };

export function createTranscriptBot(config: BotConfig, { baseDir }: BotContext): BotPort {
  if (config.transcript === undefined) throw new TypeError('a transcript bot needs its file');
  return new TranscriptBot(config.name, config.transcript, baseDir);
}

class TranscriptBot implements BotPort {
  readonly maxInFlight = MANY_IN_FLIGHT;
  readonly description: Readonly<Record<string, unknown>>;
  private recordings: ReadonlyMap<string, Recorded> | undefined;

  constructor(
    readonly name: string,
    private readonly file: string,
    private readonly baseDir: string,
  ) {
    this.description = { adapter: 'transcript', transcript: file };
  }

  /**
   * Reads the whole recording.
   * @throws HarnessError E_FILE_MISSING; E_TRANSCRIPT with all problems of the file: no JSON, a field amiss, a key twice, no line.
   */
  async open(signal: AbortSignal): Promise<void> {
    this.recordings = await readTranscript(this.file, this.baseDir, signal);
  }

  /** Synchronous. @throws BotFailure where a record of a failure is played back */
  reply(_request: BotRequest, { key }: CallContext): BotAnswer {
    if (this.recordings === undefined) throw new Error('a transcript bot answers after open()');
    const recorded = this.recordings.get(mapKey(key));
    if (recorded === undefined || recorded.kind === 'not-run') return NOT_RUN;
    if (recorded.kind === 'failure') throw new BotFailure(recorded.failure, recorded.message);
    const { reply, latencyMs, firstTokenMs } = recorded;
    return { reply, recorded: firstTokenMs === undefined ? { latencyMs } : { latencyMs, firstTokenMs } };
  }
}

const mapKey = ({ dialogue_id, turn, trial }: TurnKey): string => `${turn}/${trial}/${dialogue_id}`;

async function readTranscript(file: string, baseDir: string, signal: AbortSignal): Promise<Map<string, Recorded>> {
  const reader = new TranscriptReader(file);
  const lines = new LineSplitter(MAX_LINE_BYTES, { line: (bytes) => reader.line(bytes), overlong: () => reader.overlong() });
  try {
    for await (const chunk of createReadStream(resolve(baseDir, file), { signal })) lines.push(chunk as Buffer);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const message = `the recording cannot be read: ${error instanceof Error && 'code' in error ? error.code : describeThrown(error)}`;
    throw new HarnessError({ code: 'E_FILE_MISSING', file, message, mend: 'give the path of a JSONL file' }, { cause: error });
  }
  lines.end();
  return reader.finish();
}

class TranscriptReader {
  private readonly problems = new ProblemList();
  private readonly recordings = new Map<string, Recorded>();
  /** Line of each key, to name the first of two. */
  private readonly lines = new Map<string, number>();
  private at = 0;

  constructor(private readonly file: string) {}

  line(bytes: Buffer): void {
    this.at += 1;
    if (!isUtf8(bytes)) {
      this.note({ code: 'E_TRANSCRIPT', message: 'the line is not UTF-8', mend: 'save the file as UTF-8' });
      return;
    }
    const text = bytes
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trim();
    if (text === '') return;
    const decoded = this.decode(text);
    if (decoded === undefined) return;
    if ('key' in decoded) this.keep(decoded.key, decoded.recorded);
    else for (const problem of decoded) this.note(problem);
  }

  overlong(): void {
    this.at += 1;
    this.note({ code: 'E_TRANSCRIPT', message: `the line is over ${MAX_LINE_BYTES} bytes` });
  }

  /** @throws HarnessError E_TRANSCRIPT */
  finish(): Map<string, Recorded> {
    if (this.recordings.size === 0 && this.problems.count === 0) {
      this.problems.add({
        code: 'E_TRANSCRIPT',
        file: this.file,
        message: 'the recording holds no reply',
        expected: 'one JSON object a line',
      });
    }
    this.problems.throwIfAny();
    return this.recordings;
  }

  private decode(text: string): ReturnType<typeof decodeTranscriptLine> | undefined {
    try {
      return decodeTranscriptLine(JSON.parse(text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.note({ code: 'E_TRANSCRIPT', message: 'the line is not JSON', expected: 'one JSON object a line' });
      return undefined;
    }
  }

  private keep(key: TurnKey, recorded: Recorded): void {
    const name = mapKey(key);
    const earlier = this.lines.get(name);
    if (earlier !== undefined) {
      this.note({
        code: 'E_TRANSCRIPT',
        field: 'turn',
        message: `${keyLabel(key)} is recorded already in line ${earlier}`,
        mend: 'keep one of them',
      });
      return;
    }
    this.lines.set(name, this.at);
    this.recordings.set(name, recorded);
  }

  private note(problem: Problem): void {
    this.problems.add({ ...problem, file: this.file, line: this.at });
  }
}
