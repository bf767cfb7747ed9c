/** One turn: the call, its retries, and the record that stands for it. */
import type { BotAnswer, BotPort, BotReply, Clock, TurnKey, TurnRecord } from '../schema/index.js';
import type { Conversation } from './conversation.js';
import { type CallOutcome, timedCall } from './timed-call.js';

export interface CallOptions {
  readonly timeoutMs: number;
  /** Further attempts after a transport fault; no other failure is retried. */
  readonly retries: number;
  readonly clock: Clock;
  readonly interrupt: AbortSignal;
}

/** First wait before a retry; doubles with each. */
const BACKOFF_MS = 200;
const BACKOFF_MAX_MS = 5_000;
/** A bot's messages are bounded before they are stored. */
const MESSAGE_CHARACTERS = 500;

/** Milliseconds to round latencies to: a microsecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function isEmpty(reply: BotReply): boolean {
  return reply.text.trim() === '' && reply.intents === undefined && !reply.products?.length && reply.handoff !== true;
}

function answerRecord(
  { dialogue_id, turn, trial }: TurnKey,
  { reply, recorded, recordedFailure, notRun }: BotAnswer,
  outcome: { latencyMs: number; firstTokenMs?: number },
  attempts: number,
): TurnRecord {
  if (notRun === true) {
    const error = { kind: 'not-run', message: 'no recorded reply for this turn' };
    return { dialogue_id, turn, trial, status: 'not-run', attempts: 0, error };
  }
  if (recordedFailure !== undefined) {
    const { status, kind, message, latencyMs } = recordedFailure;
    const failed: TurnRecord = {
      dialogue_id,
      turn,
      trial,
      status,
      attempts,
      error: { kind, message: message.slice(0, MESSAGE_CHARACTERS) },
    };
    return latencyMs === null ? failed : { ...failed, latency_ms: latencyMs };
  }
  // Every turn of every run comes through here: one literal, no copies.
  const record: TurnRecord = { dialogue_id, turn, trial, status: isEmpty(reply) ? 'empty' : 'ok', reply, attempts };
  const latencyMs = recorded === undefined ? rounded(outcome.latencyMs) : recorded.latencyMs;
  const firstTokenMs = recorded === undefined ? outcome.firstTokenMs : recorded.firstTokenMs;
  if (latencyMs !== null) record.latency_ms = latencyMs;
  if (firstTokenMs !== undefined) record.first_token_ms = rounded(firstTokenMs);
  return record;
}

function recordOf(key: TurnKey, outcome: Exclude<CallOutcome, { kind: 'interrupted' }>, attempts: number): TurnRecord {
  if (outcome.kind === 'answer') return answerRecord(key, outcome.answer, outcome, attempts);
  const latency_ms = rounded(outcome.latencyMs);
  if (outcome.kind === 'timeout') {
    return {
      ...key,
      status: 'timeout',
      latency_ms,
      attempts,
      error: { kind: 'timeout', message: `no reply within the time-out` },
    };
  }
  const { kind, message } = outcome.failure;
  return { ...key, status: 'error', latency_ms, attempts, error: { kind, message: message.slice(0, MESSAGE_CHARACTERS) } };
}

function isTransportFault(outcome: CallOutcome): boolean {
  return outcome.kind === 'failure' && outcome.failure.kind === 'transport';
}

/** Doubling waits; a bot that asks for a longer one gets it, but no longer than a reply may take. */
function waitBefore(attempts: number, outcome: CallOutcome, timeoutMs: number): number {
  const backoff = Math.min(BACKOFF_MS * 2 ** (attempts - 1), BACKOFF_MAX_MS);
  const asked = outcome.kind === 'failure' ? (outcome.failure.retryAfterMs ?? 0) : 0;
  return Math.max(backoff, Math.min(asked, timeoutMs));
}

function pause(ms: number, clock: Clock, interrupt: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      interrupt.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    interrupt.addEventListener('abort', done);
    if (interrupt.aborted) done();
  });
}

/**
 * Replays one turn. The latency is that of the last attempt; the number of attempts stands beside it.
 * @returns undefined when the run was interrupted: the turn then has no record and is replayed on resume.
 */
export function callTurn(
  bot: BotPort,
  conversation: Conversation,
  key: TurnKey,
  options: CallOptions,
): TurnRecord | undefined | Promise<TurnRecord | undefined> {
  const outcome = timedCall(bot, conversation.request(key.turn, 1), key, options);
  if (!(outcome instanceof Promise) && outcome.kind !== 'interrupted' && !isTransportFault(outcome))
    return recordOf(key, outcome, 1);
  return settleTurn(bot, conversation, key, options, outcome);
}

async function settleTurn(
  bot: BotPort,
  conversation: Conversation,
  key: TurnKey,
  options: CallOptions,
  first: CallOutcome | Promise<CallOutcome>,
): Promise<TurnRecord | undefined> {
  let outcome = await first;
  let attempts = 1;
  while (isTransportFault(outcome) && attempts <= options.retries && !options.interrupt.aborted) {
    await pause(waitBefore(attempts, outcome, options.timeoutMs), options.clock, options.interrupt);
    if (options.interrupt.aborted) return undefined;
    attempts += 1;
    outcome = await timedCall(bot, conversation.request(key.turn, attempts), key, options);
  }
  return outcome.kind === 'interrupted' ? undefined : recordOf(key, outcome, attempts);
}
