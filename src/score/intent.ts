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
function answeredIntents(predicted: readonly string[], stated: Stated | undefined): ReadonlySet<string> {
  return new Set(predicted.filter((_, i) => i === 0 || (stated?.[i]?.confidence ?? 1) >= STANDS_FOR));
}

function matchSets(gold: ReadonlySet<string>, answered: ReadonlySet<string>): PairCounts {
  let tp = 0;
  for (const name of answered) if (gold.has(name)) tp += 1;
  return { tp, fp: answered.size - tp, fn: gold.size - tp };
}

function confidencesOf(stated: Stated | undefined): Pick<IntentScore, 'confidence' | 'confidenceSum'> {
  const confidences = (stated ?? []).flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]));
  const first = stated?.[0]?.confidence;
  return {
    ...(first === undefined ? {} : { confidence: first }),
    ...(confidences.length === 0 ? {} : { confidenceSum: confidences.reduce((a, b) => a + b, 0) }),
  };
}

function scoreIntent(view: TurnView): IntentScore | undefined {
  const gold = goldIntents(view.label);
  if (gold === undefined) return undefined;
  const predicted = predictedIntents(view);
  const [first] = predicted;
  const stated = view.reply?.intents;
  const sets = matchSets(new Set(gold), answeredIntents(predicted, stated));
  const correct = first !== undefined && gold.includes(first) ? 1 : 0;
  return { gold, predicted, correct, ...confidencesOf(stated), sets };
}

export const intentScorer: Scorer<'intent'> = { id: 'intent', version: 1, score: scoreIntent };
