/** Variants rewrite every utterance of their parent and keep its labels: what equals the parent, and what was relabelled. */
import { isDeepStrictEqual } from 'node:util';
import type { Dialogue, Turn } from '../../schema/index.js';
import { contentText } from '../../text/index.js';
import type { Place, Report, Rule } from './rule.js';

/** Shorter utterances (好的, ok) may well be the same in a dialect. */
const TELLING_LENGTH = 6;

interface Kept {
  readonly dialogue: Dialogue;
  readonly place: Place;
}

/** Calls `judge` for every variant and its parent, whichever of the two is read first. */
function withParents(judge: (variant: Kept, parent: Dialogue) => void) {
  const parents = new Map<string, Dialogue>();
  const waiting: Kept[] = [];
  const settle = (kept: Kept): boolean => {
    const parent = parents.get(kept.dialogue.parent as string);
    // Another number of turns is a problem of reading, and reported there.
    if (parent?.turns.length === kept.dialogue.turns.length) judge(kept, parent);
    return parent !== undefined;
  };
  return {
    see(dialogue: Dialogue, place: Place) {
      if (dialogue.parent === undefined) parents.set(dialogue.id, dialogue);
      else if (!settle({ dialogue, place })) waiting.push({ dialogue, place });
    },
    finish() {
      waiting.forEach(settle);
    },
  };
}

function isCopy(own: string, original: string): boolean {
  return contentText(own) === contentText(original);
}

/** The utterances of a variant that say nothing new; all of them, or single ones. */
function copies(whole: boolean, report: Report) {
  return withParents(({ dialogue, place }, parent) => {
    const same = dialogue.turns.flatMap(({ utterance }, turn) =>
      isCopy(utterance, parent.turns[turn]?.utterance ?? '') ? [turn] : [],
    );
    const all = same.length === dialogue.turns.length;
    if (whole && all) {
      report({ message: `says what its parent "${parent.id}" says, word for word`, dialogue: dialogue.id, place });
    }
    if (whole || all) return;
    for (const turn of same) {
      const { utterance } = dialogue.turns[turn] as Turn;
      if ([...contentText(utterance)].length < TELLING_LENGTH) continue;
      const message = `is the utterance of its parent "${parent.id}"`;
      report({ message, mend: 'write it anew', dialogue: dialogue.id, place, turn, field: 'utterance' });
    }
  });
}

export const variantCopy: Rule = {
  id: 'variant-copy',
  severity: 'error',
  says: 'A variant equals its parent in every utterance.',
  open: (report) => copies(true, report),
};

export const variantTurnCopy: Rule = {
  id: 'variant-turn-copy',
  severity: 'warning',
  says: `An utterance of at least ${TELLING_LENGTH} characters stands unchanged in a variant.`,
  open: (report) => copies(false, report),
};

export const variantLabel: Rule = {
  id: 'variant-label',
  severity: 'warning',
  says: 'A labelled turn of a variant has other labels than the same turn of its parent.',
  open: (report) =>
    withParents(({ dialogue, place }, parent) => {
      for (const [turn, { label }] of dialogue.turns.entries()) {
        if (label === undefined || isDeepStrictEqual(label, parent.turns[turn]?.label)) continue;
        const message = `has other labels than its parent "${parent.id}"`;
        report({
          message,
          mend: 'variants keep the labels; remove the parent if the dialogue means something else',
          dialogue: dialogue.id,
          place,
          turn,
          field: 'label',
        });
      }
    }),
};
