/** Records: what happened on one call, keyed, as stored one a line in records.jsonl. */
import { z } from 'zod';
import { botReplySchema, type TurnKey } from './bot.js';

/**
 * How a call ended. `ok` a reply · `empty` a reply with nothing in it · `timeout` none in time · `error` a failure ·
 * `not-run` no call was made (a recording without this turn). All but `ok` count as wrong for quality metrics.
 */
export const RECORD_STATUSES = ['ok', 'empty', 'timeout', 'error', 'not-run'] as const;
export type RecordStatus = (typeof RECORD_STATUSES)[number];

export const turnRecordSchema = z.strictObject({
  dialogue_id: z.string().min(1),
  turn: z.int().min(0),
  trial: z.int().min(0),
  status: z.enum(RECORD_STATUSES),
  reply: botReplySchema.optional(),
  /** Time to the complete reply; for a time-out or error the time waited. Absent when a recording states none. */
  latency_ms: z.number().min(0).optional(),
  first_token_ms: z.number().min(0).optional(),
  /** Calls made, retries included. */
  attempts: z.int().min(0),
  error: z.strictObject({ kind: z.string(), message: z.string() }).optional(),
});
export type TurnRecord = z.infer<typeof turnRecordSchema>;

/** Whether the bot gave a usable reply. */
export function isAnswered(record: Pick<TurnRecord, 'status'>): boolean {
  return record.status === 'ok';
}

/** `dialogue/turn/trial`, for messages. */
export function keyLabel(key: TurnKey): string {
  return `${key.dialogue_id}/${key.turn}/${key.trial}`;
}
