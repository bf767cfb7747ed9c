/** One line of a recording: a recorded reply, or a record of an earlier run. */
import { z } from 'zod';
import {
  type BotAnswer,
  BotFailure,
  type BotReply,
  type Problem,
  problemsOf,
  type TurnKey,
  type TurnRecord,
  turnRecordSchema,
} from '../schema/index.js';
import { decodeReply } from './decode-reply.js';

/** What the recording holds for a turn. */
export type Recorded =
  | { readonly kind: 'reply'; readonly reply: BotReply; readonly latencyMs: number | null; readonly firstTokenMs?: number }
  | { readonly kind: 'failure'; readonly failure: NonNullable<BotAnswer['recordedFailure']> }
  | { readonly kind: 'not-run' };

export interface TranscriptLine {
  readonly key: TurnKey;
  readonly recorded: Recorded;
}

const milliseconds = z.number().min(0);

const transcriptLineSchema = z.strictObject({
  dialogue_id: z.string().min(1),
  turn: z.int().min(0),
  trial: z.int().min(0).optional(),
  reply: z.unknown(),
  latency_ms: milliseconds.optional(),
  first_token_ms: milliseconds.optional(),
  meta: z.unknown().optional(),
});

/** Decodes a parsed line; a line with a `status` is a record of a run. Problems carry the field, the caller adds the place. */
export function decodeTranscriptLine(value: unknown): TranscriptLine | readonly Problem[] {
  if (typeof value === 'object' && value !== null && 'status' in value) {
    const parsed = turnRecordSchema.safeParse(value);
    if (!parsed.success) return problemsOf(parsed.error, 'E_TRANSCRIPT');
    const { dialogue_id, turn, trial } = parsed.data;
    return { key: { dialogue_id, turn, trial }, recorded: recordedOf(parsed.data) };
  }
  const parsed = transcriptLineSchema.safeParse(value);
  if (!parsed.success) return problemsOf(parsed.error, 'E_TRANSCRIPT');
  const { dialogue_id, turn, trial = 0, latency_ms: latencyMs, first_token_ms: firstTokenMs } = parsed.data;
  if (latencyMs !== undefined && firstTokenMs !== undefined && firstTokenMs > latencyMs) {
    return [
      {
        code: 'E_TRANSCRIPT',
        field: 'first_token_ms',
        message: 'the first token came after the whole reply',
        expected: 'at most latency_ms',
      },
    ];
  }
  const reply = decodeRecordedReply(parsed.data.reply);
  if ('code' in reply) return [reply];
  return { key: { dialogue_id, turn, trial }, recorded: replied(reply, latencyMs, firstTokenMs) };
}

/** A recording is the user's file: a reply out of the protocol is a problem of the file, not a failure of the bot. */
function decodeRecordedReply(value: unknown): BotReply | Problem {
  try {
    return decodeReply(value);
  } catch (error) {
    if (!(error instanceof BotFailure)) throw error;
    return { code: 'E_TRANSCRIPT', field: 'reply', message: error.message };
  }
}

function replied(reply: BotReply, latencyMs: number | undefined, firstTokenMs: number | undefined): Recorded {
  return { kind: 'reply', reply, latencyMs: latencyMs ?? null, ...(firstTokenMs === undefined ? {} : { firstTokenMs }) };
}

function recordedOf({ status, reply, latency_ms, first_token_ms, error }: TurnRecord): Recorded {
  if (status === 'not-run') return { kind: 'not-run' };
  if (status === 'ok' || status === 'empty') return replied(reply ?? { text: '' }, latency_ms, first_token_ms);
  const { kind = status, message = 'no reply in time' } = error ?? {};
  return { kind: 'failure', failure: { status, kind, message, latencyMs: latency_ms ?? null } };
}
