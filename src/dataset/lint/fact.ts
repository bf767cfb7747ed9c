/** Nuggets whose `fact` is no quantity: they are looked up letter for letter, and are usually meant to be patterns. */
import { findFacts, matchingForm } from '../../text/index.js';
import type { Rule } from './rule.js';

function isFact(text: string): boolean {
  const form = matchingForm(text);
  const [fact, ...more] = findFacts(form);
  return fact?.start === 0 && fact.end === form.length && more.length === 0;
}

export const unreadFact: Rule = {
  id: 'unread-fact',
  severity: 'warning',
  says: 'The `fact` of a nugget is no quantity with a known unit, and is looked up letter for letter.',
  open: (report) => ({
    see(dialogue, place) {
      if (dialogue.parent !== undefined) return;
      for (const [turn, { label }] of dialogue.turns.entries()) {
        for (const [i, { fact }] of (label?.answer?.nuggets ?? []).entries()) {
          if (fact === undefined || isFact(fact)) continue;
          const message = `"${fact}" is no quantity with a known unit`;
          const mend = 'write the ways to say it as patterns ("any")';
          report({ message, mend, dialogue: dialogue.id, place, turn, field: `label.answer.nuggets[${i}].fact` });
        }
      }
    },
  }),
};
