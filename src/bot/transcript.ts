/** Adapter for recorded transcripts: answers come from a file, with the latency that it states, or none. */
import type { BotAnswer, BotConfig, BotPort, BotReply, BotRequest, CallContext } from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT } from './context.js';
import { readTranscript } from './transcript-file.js';
import type { Recorded } from './transcript-line.js';
import { recordingKey } from './transcript-recordings.js';

const NO_REPLY: BotReply = { text: '' };
const NOT_RUN: BotAnswer = { reply: NO_REPLY, notRun: true };

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
   * @throws HarnessError E_FILE_MISSING; E_TRANSCRIPT with all problems of the file: no JSON, a field amiss, a key twice, no reply.
   */
  async open(signal: AbortSignal): Promise<void> {
    this.recordings = await readTranscript(this.file, this.baseDir, signal);
  }

  /** Synchronous. */
  reply(_request: BotRequest, { key }: CallContext): BotAnswer {
    if (this.recordings === undefined) throw new Error('a transcript bot answers after open()');
    const recorded = this.recordings.get(recordingKey(key));
    if (recorded === undefined || recorded.kind === 'not-run') return NOT_RUN;
    if (recorded.kind === 'failure') return { reply: NO_REPLY, recordedFailure: recorded.failure };
    const { reply, latencyMs, firstTokenMs } = recorded;
    return { reply, recorded: firstTokenMs === undefined ? { latencyMs } : { latencyMs, firstTokenMs } };
  }
}
