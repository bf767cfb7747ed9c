/** Intent: the bot's ranked intents against the gold one(s). */
import { type BotReply, goldIntents, type IntentScore, OUT_OF_SCOPE, type PairCounts } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';

/** `[]` from the bot means that it recognised none: out of scope. No `intents` at all, or no reply, predicts nothing. */
function predictedIntents({ reply }: TurnView): readonly string[] {
  if (reply?.intents === undefined) return [];
  return reply.intents.length === 0 ? [OUT_OF_SCOPE] : reply.intents.map((intent) => intent.name);
}

/** From this confidence on the bot stands for a further intent; without one it does, too. */
const STANDS_FOR = 0.5;

type Stated = NonNullable<BotReply['intents']>;

/**
 * Several intents may be one utterance's, or the guesses at one. The first is the bot's answer in any case; a further one
 * belongs to it unless its own confidence speaks against it.
 */
function answeredIntents(predicted: readonly string[], stated: Stated | undefined): readonly string[] {
  if (predicted.length < 2) return predicted;
  return distinct(predicted.filter((_, i) => i === 0 || (stated?.[i]?.confidence ?? 1) >= STANDS_FOR));
}

/** Mostly there is one. */
function distinct(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)];
}

/** Of lists without repetition. */
function matchSets(gold: readonly string[], answered: readonly string[]): PairCounts {
  let tp = 0;
  for (const name of answered) if (gold.includes(name)) tp += 1;
  return { tp, fp: answered.length - tp, fn: gold.length - tp };
}

/** Undefined when none is stated. */
function confidenceSumOf(stated: Stated): number | undefined {
  let sum: number | undefined;
  for (const { confidence } of stated) if (confidence !== undefined) sum = (sum ?? 0) + confidence;
  return sum;
}

function scoreIntent(view: TurnView): IntentScore | undefined {
  const gold = goldIntents(view.label);
  if (gold === undefined) return undefined;
  const predicted = predictedIntents(view);
  const [first] = predicted;
  const stated = view.reply?.intents;
  const sets = matchSets(distinct(gold), answeredIntents(predicted, stated));
  const correct = first !== undefined && gold.includes(first) ? 1 : 0;
  const confidence = stated?.[0]?.confidence;
  const confidenceSum = stated === undefined ? undefined : confidenceSumOf(stated);
  if (confidenceSum === undefined) return { gold, predicted, correct, sets };
  return confidence === undefined
    ? { gold, predicted, correct, confidenceSum, sets }
    : { gold, predicted, correct, confidence, confidenceSum, sets };
}

export const intentScorer: Scorer<'intent'> = { id: 'intent', version: 1, score: scoreIntent };
