/** Scored turns → what a confidence threshold would route: right or wrong, due to a person or not, and how sure the bot was. */
import type { RoutedTurn } from '../aggregate/index.js';
import { isAnswered, OUT_OF_SCOPE, type RightBy, type ScoredDialogue, type TurnRecord, type TurnScore } from '../schema/index.js';

/** Undefined for a turn that carries no label by which it could be judged, unless it is due to a person. */
export function routedTurnOf({ score, records }: ScoredDialogue, index: number, right: RightBy): RoutedTurn | undefined {
  const turn = score.turns[index] as TurnScore;
  const isDue = turn.handoff?.gold === 'required' || turn.intent?.gold.includes(OUT_OF_SCOPE) === true;
  const isRight = rightness(turn, right);
  if (isRight === undefined && !isDue) return undefined;
  return { family: score.family, isDue, isRight: isRight === true, confidence: confidenceOf(records[index] as TurnRecord) };
}

/** A turn that the data cannot answer is answered rightly by saying so. */
function rightness({ intent, relevance, abstention }: TurnScore, right: RightBy): boolean | undefined {
  const byIntent = intent === undefined ? undefined : intent.correct === 1;
  const replied = relevance?.pass ?? abstention?.abstained;
  const byReply = replied === undefined ? undefined : replied === 1;
  if (right === 'intent') return byIntent;
  if (right === 'relevance') return byReply;
  return byIntent === undefined || byReply === undefined ? undefined : byIntent && byReply;
}

/** Read from the record: the scores know it for turns with an intent label only. */
function confidenceOf(record: TurnRecord): RoutedTurn['confidence'] {
  if (!isAnswered(record) || record.reply === undefined) return 'failed';
  const { handoff, intents } = record.reply;
  if (handoff === true) return 'handed';
  if (intents === undefined) return 'unstated';
  const [first] = intents;
  if (first === undefined || first.name === OUT_OF_SCOPE) return 'unrecognised';
  return first.confidence ?? 'unstated';
}
