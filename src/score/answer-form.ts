/** A label's answer, prepared once: patterns, facts, claims and references in the forms in which replies are searched. */
import type { Answer, Nugget } from '../schema/index.js';
import { findFacts, matchingForm, negatedCore, Reading, remembered, type TypedFact } from '../text/index.js';

export interface PatternForm {
  readonly text: string;
  /** For a pattern that denies (不能减40): the claim that it denies (能减40). */
  readonly denied: string | undefined;
}

export interface NuggetForm {
  readonly nugget: Nugget;
  readonly patterns: readonly PatternForm[];
  readonly fact: TypedFact | undefined;
}

export interface ClaimForm {
  /** As labelled. */
  readonly claim: string;
  readonly text: string;
  /** The quantity, when the claim is one and nothing else (2段, 556元). */
  readonly fact: TypedFact | undefined;
}

export interface AnswerForm {
  readonly nuggets: readonly NuggetForm[];
  readonly forbidden: readonly ClaimForm[];
  readonly references: readonly Reading[];
}

// The variants of a dialogue carry the labels of their parent, so each pattern, claim and reference comes several times.
const patternForm = remembered((pattern: string): PatternForm => {
  const text = matchingForm(pattern);
  return { text, denied: negatedCore(text) };
});

/** The fact that a text in matching form is, and nothing else; undefined when it says more or is none. */
export function wholeFact(form: string): TypedFact | undefined {
  if (!/\d/.test(form)) return undefined;
  const facts = findFacts(form);
  const [fact] = facts;
  return facts.length === 1 && fact?.start === 0 && fact.end === form.length ? fact : undefined;
}

/** A fact that is no quantity (10月3日) is looked up as a pattern. */
function nuggetForm(nugget: Nugget): NuggetForm {
  const fact = nugget.fact === undefined ? undefined : claimForm(nugget.fact).fact;
  const patterns = nugget.any ?? (nugget.fact !== undefined && fact === undefined ? [nugget.fact] : []);
  return { nugget, fact, patterns: patterns.map((pattern) => patternForm(pattern)) };
}

const claimForm = remembered((claim: string): ClaimForm => {
  const text = matchingForm(claim);
  return { claim, text, fact: wholeFact(text) };
});

/** Room for the references of a data set of usual size, which every bot and every trial is scored against. */
const referenceReading = remembered((reference: string) => new Reading(reference), 4096);

/** The scorers of one turn ask for the same answer one after another; by the next turn it is done with. */
function lastOf<K, V>(compute: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last === undefined || last.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}

const NO_READINGS: readonly Reading[] = [];

/** The readings of an answer's references. */
export const referenceReadings = lastOf(
  ({ references }: Answer): readonly Reading[] => references?.map((reference) => referenceReading(reference)) ?? NO_READINGS,
);

/** The prepared form of an answer. */
export const answerForm = lastOf(
  (answer: Answer): AnswerForm => ({
    nuggets: (answer.nuggets ?? []).map(nuggetForm),
    forbidden: (answer.forbidden ?? []).map((claim) => claimForm(claim)),
    references: referenceReadings(answer),
  }),
);
