/** Holds the references of a label against the rest of it: a reference must carry its vital nuggets and assert nothing forbidden. */
import type { Dialogue, TurnRecord } from '../schema/index.js';
import { scoreDialogue } from './dialogue-score.js';
import { scorersFor } from './registry.js';

export interface ReferenceFault {
  readonly turn: number;
  /** Index among the references of the turn. */
  readonly reference: number;
  /** In words, at least one. */
  readonly reasons: readonly string[];
}

const CONTRADICTORY = /(?:misses|contradicts) vital|forbidden/;

/** Without its references: a reply that equals one would pass whatever else it says. */
function strict(dialogue: Dialogue): Dialogue {
  return {
    ...dialogue,
    turns: dialogue.turns.map((turn) => {
      const { references: _, ...answer } = turn.label?.answer ?? {};
      return turn.label?.answer === undefined ? turn : { ...turn, label: { ...turn.label, answer } };
    }),
  };
}

function faultsOf(dialogue: Dialogue, judged: Dialogue, reference: number): ReferenceFault[] {
  const texts = dialogue.turns.map(({ label }) => label?.answer?.references?.[reference]);
  const records = texts.map((text, turn): TurnRecord => {
    const base = { dialogue_id: dialogue.id, turn, trial: 0, attempts: 1 };
    return text === undefined ? { ...base, status: 'not-run', attempts: 0 } : { ...base, status: 'ok', reply: { text } };
  });
  const { turns } = scoreDialogue(judged, records, 0, scorersFor(['relevance', 'abstention']));
  return turns.flatMap(({ turn, relevance, abstention }) => {
    if (texts[turn] === undefined) return [];
    const reasons = [
      ...(relevance?.reasons.filter((reason) => CONTRADICTORY.test(reason)) ?? []),
      ...(abstention?.fabricated === 1 ? ['claims what an unanswerable turn does not know, without saying so'] : []),
    ];
    return reasons.length === 0 ? [] : [{ turn, reference, reasons }];
  });
}

/** The references that their own labels reject, in the order of turns and references; none for turns without references. */
export function auditReferences(dialogue: Dialogue): readonly ReferenceFault[] {
  const most = Math.max(...dialogue.turns.map(({ label }) => label?.answer?.references?.length ?? 0));
  const judged = strict(dialogue);
  return Array.from({ length: most }, (_, reference) => faultsOf(dialogue, judged, reference))
    .flat()
    .sort((a, b) => a.turn - b.turn || a.reference - b.reference);
}
