/** Turn scores → simulation events. What a bot never exposes is absent; what it fails to deliver counts against it. */
import type {
  DialogueEvents,
  DialogueScore,
  EmotionScore,
  Exposed,
  HandoffScore,
  TurnEvents,
  TurnScore,
} from '../schema/index.js';

/**
 * What a bot exposes on any turn of a run. For a comparison hand the same exposure to both bots ({@link sharedExposure}):
 * otherwise the one that shows more is judged by events that the other is spared.
 */
export type Exposure = Pick<Exposed, 'intents' | 'slots' | 'handoff'>;

/** What both bots expose. */
export function sharedExposure(baseline: Exposure, candidate: Exposure): Exposure {
  return {
    intents: baseline.intents && candidate.intents,
    slots: baseline.slots && candidate.slots,
    handoff: baseline.handoff && candidate.handoff,
  };
}

/**
 * Events of one turn. A call that failed (all but `ok`) has I = 0 (when the bot exposes intents), R = 0 and the time waited,
 * labelled or not: otherwise a crash on an unlabelled turn would cost nothing.
 */
export function turnEventsOf(score: TurnScore, exposure: Exposure): TurnEvents {
  const failed = score.status !== 'ok';
  const events: { -readonly [K in keyof TurnEvents]: TurnEvents[K] } = {};
  if (exposure.intents && failed) events.intent_correct = false;
  else if (exposure.intents && score.intent !== undefined) events.intent_correct = score.intent.correct === 1;
  if (failed) events.relevance = 0;
  else if (score.relevance !== undefined) events.relevance = score.relevance.value;
  if (score.relevance !== undefined) events.critical_error = score.relevance.critical === 1;
  if (exposure.slots && score.slots !== undefined) events.state_gain = score.slots.stateGain;
  const handling = emotionHandlingOf(score.emotion);
  if (handling !== undefined) events.emotion_handling = handling;
  if (exposure.handoff && score.handoff !== undefined) events.handoff = handoffOf(score.handoff);
  if (score.latencyMs !== undefined) events.latency_s = score.latencyMs / 1000;
  return events;
}

/** Due and done is correct, due and not done missed, done and not due unneeded; where either is fine, nothing. */
function handoffOf({ gold, handedOver }: HandoffScore): NonNullable<TurnEvents['handoff']> {
  if (gold === 'required') return handedOver === 1 ? 'correct' : 'missed';
  return gold === 'none' && handedOver === 1 ? 'unneeded' : 'none';
}

/** How the reply met the shopper's emotion. Recognising an emotion is not handling it, so `correct` does not enter. */
function emotionHandlingOf(emotion: EmotionScore | undefined): -1 | 0 | 1 | undefined {
  return emotion?.handled;
}

/**
 * Events of one dialogue × trial.
 * @throws Error when the dialogue has no turns: its id and trial are unknown then.
 */
export function dialogueEventsOf(scored: DialogueScore, exposure: Exposure): DialogueEvents {
  const [first] = scored.turns;
  if (first === undefined) throw new Error(`family ${scored.family}: a scored dialogue without turns`);
  return {
    dialogue_id: first.dialogue_id,
    trial: first.trial,
    family: scored.family,
    turns: scored.turns.map((turn) => turnEventsOf(turn, exposure)),
    ...(scored.match === undefined ? {} : { match: scored.match }),
  };
}
