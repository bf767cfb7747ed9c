/** All scorers, in the order in which they run. */
import { abstentionScorer } from './abstention.js';
import { catalogueScorer } from './catalogue.js';
import { emotionScorer } from './emotion.js';
import { handoffScorer } from './handoff.js';
import { intentScorer } from './intent.js';
import { overlapScorer } from './overlap.js';
import { productsScorer } from './products.js';
import { relevanceScorer } from './relevance.js';
import type { Scorer, SectionName } from './scorer.js';
import { slotsScorer } from './slots.js';

/** Every scorer. */
export const SCORERS: readonly Scorer[] = [
  intentScorer,
  slotsScorer,
  overlapScorer,
  relevanceScorer,
  abstentionScorer,
  productsScorer,
  catalogueScorer,
  handoffScorer,
  emotionScorer,
];

/** The scorers of these sections, in running order. No scorer needs another's section: what they share is kept by the reading of a text. */
export function scorersFor(sections: Iterable<SectionName>): readonly Scorer[] {
  const wanted = new Set(sections);
  return SCORERS.filter(({ id }) => wanted.has(id));
}
