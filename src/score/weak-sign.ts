/**
 * Weak signs: what speaks for or against a reply too often by chance to judge it by, and all the same tells two replies of one verdict apart. Each is a number;
 * more of it is worse, but for `binding`.
 */
import { contentShare, type Reading, type TypedFact } from '../text/index.js';
import type { AnswerForm } from './answer-form.js';
import { bindingOf, factPart, type PairSigns, type Part, pairSigns, reversalOf, textParts } from './clause-binding.js';
import { isDerived } from './derived-fact.js';
import { factCredit } from './fact-credit.js';
import type { NuggetScene } from './nugget-scene.js';
import { once } from './once.js';
import { isRecombined } from './recombined.js';
import type { ReferenceMatches } from './reference-match.js';

export const WEAK_SIGNS = [
  'numbers',
  'quantities',
  'conflicts',
  'recombined',
  'denials',
  'omissions',
  'binding',
  'reversals',
  'rivals',
  'additions',
  'sweeping',
  'courtesies',
] as const;
export type WeakSign = (typeof WEAK_SIGNS)[number];
export type WeakSigns = Readonly<Record<WeakSign, number>>;

/** Of a reply with more quantities than any shopper reads, the first are looked at. */
const MOST_FACTS = 40;

/** More of one sign says no more. */
const MOST = 4;

/** F1 of the content from which on what differs from a reference tells; below, much does by chance. */
export const WORDED_FROM = 0.6;

const NUMBER = /\d+(?:\.\d+)?/g;

/** What a label says, as weak signs need it. */
interface Said {
  readonly numbers: ReadonlySet<string>;
  readonly facts: readonly TypedFact[];
  /** How often it denies something: in the reference that does so least, or over all nuggets. */
  readonly denials: number;
  /** Of each reference, and of the nuggets. */
  readonly parts: readonly (readonly Part[])[];
  /** Of each reference, or else of the nuggets. */
  readonly pairs: readonly PairSigns[];
  readonly words: ReadonlySet<string>;
  readonly sets: ReadonlySet<number>;
  readonly courtesies: ReadonlySet<string>;
  readonly sweeps: boolean;
  readonly readings: readonly Reading[];
}

function denialsOf({ cues }: Reading): number {
  let count = 0;
  for (const { label } of cues) if (label !== 'harmless') count += 1;
  return count;
}

function keyOf({ set, member }: { readonly set: number; readonly member: number }): string {
  return `${set}/${member}`;
}

function labelDenials({ references, nuggets }: AnswerForm): number {
  if (references.length > 0) return Math.min(...references.map(denialsOf));
  let count = 0;
  for (const { patterns } of nuggets) {
    if (patterns.length > 0 && patterns.every(({ reading }) => denialsOf(reading) > 0)) count += 1;
  }
  return count;
}

const saidOf = once((answer: AnswerForm): Said => {
  const patterns = answer.nuggets.flatMap((nugget) => nugget.patterns);
  const readings = answer.references.length > 0 ? answer.references : patterns.map(({ reading }) => reading);
  const facts = [
    ...answer.references.flatMap((reference) => reference.facts),
    ...answer.nuggets.flatMap(({ fact }) => fact ?? []),
    ...patterns.flatMap(({ reading }) => reading.facts),
  ];
  const hits = readings.flatMap(({ rivals }) => rivals);
  const loose = readings.flatMap(({ looseWords }) => looseWords);
  const parts = answer.references.map(textParts);
  if (answer.nuggets.length > 0) parts.push(answer.nuggets.map((nugget) => factPart(nugget.patterns.map(({ text }) => text))));
  const stated = answer.references.length > 0 ? answer.references.map(textParts) : [readings.flatMap(textParts)];
  return {
    numbers: new Set(
      [...facts.map(({ text }) => text), ...readings.map(({ form }) => form)].flatMap((text) => text.match(NUMBER) ?? []),
    ),
    facts,
    denials: labelDenials(answer),
    parts,
    pairs: stated.map(pairSigns),
    words: new Set(hits.map(({ label }) => keyOf(label))),
    sets: new Set(hits.map(({ label }) => label.set)),
    courtesies: new Set(loose.flatMap(({ label, phrase }) => (label === 'courtesy' ? phrase : []))),
    sweeps: loose.some(({ label }) => label === 'sweeping'),
    readings,
  };
});

/** Numbers of the reply that neither the label nor the shopper says. */
function newNumbers({ reply, utterance }: NuggetScene, said: Said): number {
  const asked = new Set(utterance.form.match(NUMBER) ?? []);
  let count = 0;
  for (const number of reply.form.match(NUMBER) ?? []) if (!said.numbers.has(number) && !asked.has(number)) count += 1;
  return Math.min(MOST, count);
}

/** Quantities of the reply that neither the label nor the shopper states, and that follow from nothing that they do. */
function newQuantities(scene: NuggetScene, said: Said): number {
  let count = 0;
  for (const fact of scene.reply.facts.slice(0, MOST_FACTS)) {
    if (count === MOST) break;
    const isLabelled = said.facts.some((own) => (factCredit(own, fact) ?? 0) > 0);
    const isKnown = isLabelled || scene.utterance.facts.some((asked) => factCredit(asked, fact) === 1) || isDerived(fact, scene);
    if (!isKnown) count += 1;
  }
  return count;
}

/** Words of the reply that are rivals of the label's: those said instead of the label's own, and those said beside them. */
function rivalWords({ reply }: NuggetScene, said: Said): readonly [instead: number, beside: number] {
  const ours = reply.rivals.filter(({ label, start, end }) => said.sets.has(label.set) && !reply.deniesAt(start, end));
  const kept = new Set(ours.filter(({ label }) => said.words.has(keyOf(label))).map(({ label }) => label.set));
  const other = new Map(ours.filter(({ label }) => !said.words.has(keyOf(label))).map(({ label }) => [keyOf(label), label.set]));
  let beside = 0;
  for (const set of other.values()) if (kept.has(set)) beside += 1;
  return [Math.min(MOST, other.size - beside), Math.min(MOST, beside)];
}

/** Courtesies that the label lacks, the fewer the more the reply says of what is labelled: what answers may be as polite as it likes. */
function idleCourtesies({ reply }: NuggetScene, said: Said): number {
  let count = 0;
  for (const { label, phrase } of reply.looseWords) if (label === 'courtesy' && !said.courtesies.has(phrase)) count += 1;
  if (count === 0) return 0;
  const covered = Math.max(0, ...said.readings.map((reading) => contentShare(reading, reply).coverage));
  return Math.min(MOST, count) * Math.max(0, 1 - 2 * covered);
}

/** In a reply worded like a reference, what differs from it tells more. */
export function weakSigns(scene: NuggetScene, { best, alike }: ReferenceMatches): WeakSigns {
  const { reply, answer } = scene;
  const worded = Math.max(0, (alike - WORDED_FROM) / (1 - WORDED_FROM));
  const said = saidOf(answer);
  const denials = denialsOf(reply) - said.denials;
  const parts = textParts(reply);
  const [rivals, additions] = rivalWords(scene, said);
  return {
    numbers: newNumbers(scene, said),
    quantities: newQuantities(scene, said),
    conflicts: worded > 0 ? worded * Math.min(MOST, best?.against?.reasons.length ?? 0) : 0,
    recombined: worded > 0 && answer.references.some((reference) => isRecombined(reference, reply)) ? worded : 0,
    denials: Math.min(MOST, Math.max(0, denials)),
    omissions: Math.min(MOST, Math.max(0, -denials)),
    binding: said.parts.length === 0 ? 0 : Math.max(...said.parts.map((label) => bindingOf(label, parts))),
    reversals: Math.min(...said.pairs.map((pairs) => reversalOf(pairs, parts))),
    rivals,
    additions,
    sweeping: !said.sweeps && reply.looseWords.some(({ label }) => label === 'sweeping') ? 1 : 0,
    courtesies: idleCourtesies(scene, said),
  };
}
