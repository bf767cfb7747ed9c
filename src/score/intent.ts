/** Intent: the bot's ranked intents against the gold one(s). */
import { goldIntents, type IntentScore, OUT_OF_SCOPE } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';

/** `[]` from the bot means that it recognised none: out of scope. No `intents` at all, or no reply, predicts nothing. */
function predictedIntents({ reply }: TurnView): readonly string[] {
  if (reply?.intents === undefined) return [];
  return reply.intents.length === 0 ? [OUT_OF_SCOPE] : reply.intents.map((intent) => intent.name);
}

function scoreIntent(view: TurnView): IntentScore | undefined {
  const gold = goldIntents(view.label);
  if (gold === undefined) return undefined;
  const predicted = predictedIntents(view);
  const [first] = predicted;
  const confidence = view.reply?.intents?.[0]?.confidence;
  const correct = first !== undefined && gold.includes(first) ? 1 : 0;
  return confidence === undefined ? { gold, predicted, correct } : { gold, predicted, correct, confidence };
}

export const intentScorer: Scorer<'intent'> = { id: 'intent', version: 1, score: scoreIntent };
