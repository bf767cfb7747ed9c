/** One scored turn in words: its intents, its failure, the reasons for its relevance, and what would have been right. */
import type { Turn, TurnRecord, TurnScore } from '../schema/index.js';
import { scoreText } from './figures.js';

/** The human's answer to compare with: the first reference, else the gold reply, else undefined. */
export function referenceOf(turn: Turn | undefined): string | undefined {
  return turn?.label?.answer?.references?.[0] ?? turn?.gold_reply;
}

/** What the bot said; undefined when it said nothing. */
export function replyOf(record: TurnRecord | undefined): string | undefined {
  const text = record?.reply?.text;
  return text === undefined || text === '' ? undefined : text;
}

/** Why there is no usable reply: `timeout after 5000 ms`, `error (transport): …`; undefined for an answered call. */
export function failureOf(record: TurnRecord): string | undefined {
  if (record.status === 'ok') return undefined;
  const kind = record.error === undefined ? '' : ` (${record.error.kind}): ${record.error.message}`;
  return `${record.status}${kind}`;
}

/** `gold → predicted`, best guess first, with its confidence; undefined without an intent label. */
export function intentText(score: TurnScore | undefined): string | undefined {
  const intent = score?.intent;
  if (intent === undefined) return undefined;
  const gold = intent.gold.join(' | ');
  if (!score?.exposed.intents) return `${gold} (the bot exposes no intents)`;
  const confidence = intent.confidence === undefined ? '' : ` (${intent.confidence.toFixed(2)})`;
  return `${gold} → ${intent.predicted[0] ?? '(none)'}${confidence}`;
}

/** `relevance 0.120, off topic: …reasons`; undefined when nothing was judged. */
export function relevanceText(score: TurnScore | undefined): string | undefined {
  const relevance = score?.relevance;
  if (relevance === undefined) return undefined;
  const marks = [...(relevance.critical === 1 ? ['critical error'] : []), ...(relevance.offTopic === 1 ? ['off topic'] : [])];
  const head = [`relevance ${scoreText(relevance.value)}`, ...marks].join(', ');
  return relevance.reasons.length === 0 ? head : `${head}: ${relevance.reasons.join('; ')}`;
}

/** At most `limit` code points, an ellipsis standing for the rest. */
export function clip(text: string, limit: number): string {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}
