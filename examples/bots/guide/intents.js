/** What the shopper wants: cue wordings clause by clause, corrected by what the train split teaches, in the light of the turn before. */
import { ASKING, CUES } from './cues.js';
import { clausesOf, normalise } from './normalise.js';
import { Grams, Softmax } from './softmax.js';

/** A clause that only tells counts less than one that asks; the last one counts most. */
const TELLING = 0.8;
const LAST = 1.15;
/** From this strength on it does not matter whether the clause asks. */
const DECISIVE = 4;
/** 别再讲满减了 asks for anything but that. */
const DISMISSED = /^(?:就?别|不要|不用)(?:再|跟我|给我|老)*(?:讲|念|提|说|扯|拿)/;
/** A pattern that matches only across clauses. */
const ACROSS = 0.5;
/** A second intent is answered too from this confidence. */
const ALSO_FROM = 0.16;
const CHAT = /^(?:chitchat|human)\./;

/** How far the cues are trusted against the n-grams. */
const TRUST = 1.5;

/** Intent → strength of its cues in a normalised message. */
export function cuesIn(text, cues) {
  const clauses = clausesOf(text);
  const found = new Map();
  for (const [intent, strength, pattern] of cues) {
    let best = pattern.test(text) ? strength * ACROSS : 0;
    clauses.forEach((clause, i) => {
      if (!pattern.test(clause)) return;
      const told = strength < DECISIVE && !ASKING.test(clause);
      const weight = (DISMISSED.test(clause) ? 0.1 : told ? TELLING : 1) * (i === clauses.length - 1 ? LAST : 1);
      best = Math.max(best, strength * weight);
    });
    if (best > 0) found.set(intent, best);
  }
  return found;
}

/** Cues and the turn before, as the starting point of the classifier. */
function priorOf(text, before, cues) {
  const prior = cuesIn(text, cues);
  const add = (intent, strength) => prior.set(intent, (prior.get(intent) ?? 0) + strength);
  // A follow-up without words of its own (那个呢, 6个月) goes on with what was wanted.
  if (before !== undefined && !CHAT.test(before)) add(before, prior.size === 0 ? 1.5 : 0.3);
  if (prior.size === 0) add('oos', 0.5);
  for (const [intent, strength] of prior) prior.set(intent, strength * TRUST);
  return prior;
}

function featuresOf(grams, text) {
  const last = clausesOf(text).at(-1) ?? text;
  return [...grams.weigh(text), ...grams.weigh(last).map(([gram, weight]) => [`last ${gram}`, weight * 0.7])];
}

export class IntentFinder {
  /**
   * @param {readonly any[]} train labelled dialogues
   * @param {readonly any[]} [cues] wordings that speak for an intent
   */
  constructor(train, cues = CUES) {
    this.cues = cues;
    const turns = train.flatMap((dialogue) =>
      dialogue.turns.map(({ utterance, label }, i) => ({
        text: normalise(utterance),
        wanted: [label.intent].flat(),
        before: i === 0 ? undefined : [dialogue.turns[i - 1].label.intent].flat()[0],
      })),
    );
    const labels = [...new Set([...cues.map(([intent]) => intent), ...turns.flatMap(({ wanted }) => wanted)])].sort();
    this.grams = new Grams(turns.map(({ text }) => text));
    const examples = turns.map(({ text, wanted, before }) => ({
      features: featuresOf(this.grams, text),
      prior: priorOf(text, before, cues),
      wanted,
    }));
    this.model = new Softmax(labels, examples);
  }

  /**
   * @param {string} text normalised
   * @param {string | undefined} before intent of the turn before
   * @returns ranked intents with confidences, and those to answer: the first, and a second that is asked in its own words
   */
  find(text, before) {
    const features = featuresOf(this.grams, text);
    const ranked = this.model.ranked(features, priorOf(text, before, this.cues)).slice(0, 5);
    const cues = cuesIn(text, this.cues);
    const also = ranked.slice(1).find(({ name, confidence }) => confidence >= ALSO_FROM && cues.has(name) && !CHAT.test(name));
    return { ranked, asked: also === undefined ? [ranked[0].name] : [ranked[0].name, also.name] };
  }
}
