/** Labels that most turns carry and some do not: usually forgotten. */
import type { Dialogue, Turn } from '../../schema/index.js';
import { goldIntents } from '../../schema/index.js';
import type { Place, Rule } from './rule.js';

/** Share of the turns from which a label is taken to be due on all. */
const DUE_FROM = 0.5;
/** Small talk and what is out of scope need no nugget. */
const CHAT = /^(?:oos$|chitchat)/;

interface Kind {
  readonly name: string;
  readonly field: string;
  /** Undefined where the label is not due. */
  readonly has: (turn: Turn, last: boolean) => boolean | undefined;
}

function isChat(turn: Turn): boolean {
  return (goldIntents(turn.label) ?? []).some((intent) => CHAT.test(intent));
}

const KINDS: readonly Kind[] = [
  { name: 'an intent', field: 'label.intent', has: ({ label }) => label?.intent !== undefined },
  { name: 'a reference', field: 'label.answer.references', has: ({ label }) => label?.answer?.references !== undefined },
  {
    name: 'a nugget',
    field: 'label.answer.nuggets',
    has: (turn) => (isChat(turn) ? undefined : (turn.label?.answer?.nuggets ?? []).length > 0),
  },
  {
    name: 'a gold reply, which the history of the next turn needs',
    field: 'gold_reply',
    has: (turn, last) => (last ? undefined : turn.gold_reply !== undefined),
  },
];

interface Gap {
  readonly dialogue: Dialogue;
  readonly place: Place;
  readonly turn: number;
}

export const missingLabel: Rule = {
  id: 'missing-label',
  severity: 'warning',
  says: 'A turn lacks an intent, a reference, a nugget or a gold reply that at least half of the turns have.',
  open: (report) => {
    const tallies = KINDS.map(() => ({ due: 0, gaps: [] as Gap[] }));
    return {
      see(dialogue, place) {
        for (const [turn, content] of dialogue.turns.entries()) {
          const last = turn === dialogue.turns.length - 1;
          for (const [k, kind] of KINDS.entries()) {
            const has = kind.has(content, last);
            const tally = tallies[k];
            if (has === undefined || tally === undefined) continue;
            tally.due += 1;
            if (!has) tally.gaps.push({ dialogue, place, turn });
          }
        }
      },
      finish() {
        for (const [k, { due, gaps }] of tallies.entries()) {
          if (due - gaps.length < DUE_FROM * due) continue;
          const { name, field } = KINDS[k] as Kind;
          for (const { dialogue, place, turn } of gaps) {
            report({
              message: `has no ${name.replace(/^an? /, '')}; ${due - gaps.length} of ${due} turns have one`,
              dialogue: dialogue.id,
              place,
              turn,
              field,
            });
          }
        }
      },
    };
  },
};
