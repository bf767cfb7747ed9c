/** Off-topic: replies that do not answer what was asked (答非所问). */
import { contentShare, focusShare, type Reading, signsFit } from '../text/index.js';
import type { NuggetScene } from './nugget-scene.js';
import type { TurnView } from './scorer.js';

/** Below this focus a reply whose kind does not fit the question is off-topic. */
export const LOW_FOCUS = 0.3;
/** Below this focus a reply is off-topic whatever its kind. */
export const NO_FOCUS = 0.08;

/** Share of a reply's own content in a reference from which it is to the point. */
export const ALL_LABELLED = 0.5;

export interface TopicFinding {
  readonly offTopic: boolean;
  /** In [0,1]: the content of the question, or of a reference, that the reply takes up. */
  readonly focus: number;
  readonly stock: boolean;
  /** Why it is off-topic. */
  readonly reason: string | undefined;
}

/** A labelled hand-off that is made, and a question back, are never off-topic. */
function isExempt({ label, reply }: TurnView, reading: Reading): boolean {
  const mayHandOver = label?.handoff === 'required' || label?.handoff === 'optional';
  return (mayHandOver && (reply?.handoff === true || reading.abstains)) || reading.asksBack;
}

/** Why a reply that carries nothing labelled is off-topic; undefined when it is not. */
function whyOffTopic(reading: Reading, utterance: Reading, focus: number, stock: boolean): string | undefined {
  if (stock) return 'stock phrase';
  const types = utterance.questionTypes;
  if (focus < LOW_FOCUS && !signsFit(types, reading.signs)) return `reply does not fit a ${types[0]} question`;
  return focus < NO_FOCUS && !reading.isStock ? 'reply takes up nothing of the question or the references' : undefined;
}

/**
 * `carried`: the reply carries a labelled nugget, and so is to the point whatever its form. `covered`: the largest share of a
 * reference's content, or of a nugget's, that it holds.
 * A stock phrase counts as one only where no reference is a stock phrase itself.
 */
export function judgeTopic(view: TurnView, scene: NuggetScene, carried: boolean, covered: number): TopicFinding {
  const { reply, utterance, answer } = scene;
  const focus = Math.max(covered, focusShare(utterance, reply));
  if (carried) return { offTopic: false, focus, stock: false, reason: undefined };
  const stock = reply.isStock && !answer.references.some((reference) => reference.isStock);
  if (isExempt(view, reply)) return { offTopic: false, focus, stock, reason: undefined };
  // A short reply may be made of nothing but what a reference says: 选A款.
  if (!stock && answer.references.some((reference) => contentShare(reply, reference).coverage >= ALL_LABELLED))
    return { offTopic: false, focus, stock, reason: undefined };
  const reason = whyOffTopic(reply, utterance, focus, stock);
  return { offTopic: reason !== undefined, focus, stock, reason };
}
