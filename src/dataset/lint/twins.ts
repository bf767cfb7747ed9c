/** Near duplicates between families: they count twice in every interval, and across splits they give test answers away. */
import { familyOf } from '../../schema/index.js';
import type { Place, Report, Rule } from './rule.js';
import { shinglesOf } from './shingles.js';
import { TwinIndex } from './twin-index.js';

/** Two dialogues share over half of the n-grams of the smaller one. */
const DIALOGUE_SHARE = 0.5;
/** Two utterances share three of five n-grams of both together. */
const TURN_SHARE = 0.6;
/** Shorter utterances (有货吗, 好的谢谢) are alike by nature: n-grams of this number. */
const TELLING_SHINGLES = 6;

interface Spot {
  readonly id: string;
  readonly family: string;
  readonly place: Place;
  readonly turn?: number;
}

function apart(a: Spot, b: Spot): boolean {
  const [own, other] = [a.place.splits, b.place.splits];
  return own.length > 0 && other.length > 0 && !own.some((split) => other.includes(split));
}

function nameOf({ id, turn, place }: Spot): string {
  return `"${id}"${turn === undefined ? '' : ` turn ${turn}`} (${place.file}:${place.line})`;
}

/** Reports twins of other families; those of other splits when `leak`, those of the same otherwise. */
function reportTwin(report: Report, index: TwinIndex<Spot>, spot: Spot, shingles: Uint32Array, leak: boolean): void {
  const [twin] = index.add(spot, shingles, (other) => other.family !== spot.family && apart(spot, other) === leak);
  if (twin === undefined) return;
  const where = leak ? `, which stands in ${twin.other.place.splits.join(', ')}` : '';
  report({
    message: `shares ${Math.round(100 * twin.share)}% of its n-grams with ${nameOf(twin.other)}${where}`,
    mend: leak
      ? 'rewrite one of them, or make one the variant of the other'
      : 'rewrite one of them, or set "parent" if it is a variant',
    dialogue: spot.id,
    place: spot.place,
    ...(spot.turn === undefined ? {} : { turn: spot.turn, field: 'utterance' }),
  });
}

function dialogueTwins(report: Report, leak: boolean) {
  const index = new TwinIndex<Spot>('smaller', DIALOGUE_SHARE);
  return {
    see(dialogue: Parameters<typeof familyOf>[0] & { turns: readonly { utterance: string }[] }, place: Place) {
      if (dialogue.parent !== undefined) return;
      const shingles = shinglesOf(dialogue.turns.map(({ utterance }) => utterance).join('\n'));
      if (shingles.length < TELLING_SHINGLES) return;
      reportTwin(report, index, { id: dialogue.id, family: dialogue.id, place }, shingles, leak);
    },
  };
}

export const twinDialogue: Rule = {
  id: 'twin-dialogue',
  severity: 'warning',
  says: `Two base dialogues of one split share at least ${DIALOGUE_SHARE * 100}% of the smaller one's n-grams.`,
  open: (report) => dialogueTwins(report, false),
};

export const leakedDialogue: Rule = {
  id: 'leaked-dialogue',
  severity: 'error',
  says: `Two base dialogues of different splits share at least ${DIALOGUE_SHARE * 100}% of the smaller one's n-grams.`,
  open: (report, { splits }) => (splits.length < 2 ? undefined : dialogueTwins(report, true)),
};

export const leakedTurn: Rule = {
  id: 'leaked-turn',
  severity: 'error',
  says: `An utterance has a near twin of another family in another split: at least ${TURN_SHARE * 100}% of their n-grams are shared.`,
  open: (report, { splits }) => {
    if (splits.length < 2) return undefined;
    const index = new TwinIndex<Spot>('union', TURN_SHARE);
    return {
      see(dialogue, place) {
        for (const [turn, { utterance }] of dialogue.turns.entries()) {
          const shingles = shinglesOf(utterance);
          if (shingles.length < TELLING_SHINGLES) continue;
          reportTwin(report, index, { id: dialogue.id, family: familyOf(dialogue), place, turn }, shingles, true);
        }
      },
    };
  },
};
