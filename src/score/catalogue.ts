/** Catalogue: how many of the recommended products exist. */
import type { TurnScore } from '../schema/index.js';
import type { Scorer, TurnView } from './scorer.js';

type CatalogueScore = NonNullable<TurnScore['catalogue']>;

/** Undefined without a catalogue, and when the reply names no products. */
function scoreCatalogue({ reply, context }: TurnView): CatalogueScore | undefined {
  const known = context.productIds ?? context.products;
  if (known === undefined || reply?.products === undefined) return undefined;
  const ids = [...new Set(reply.products)];
  return { recommended: ids.length, unknown: ids.filter((id) => !known.has(id)).length };
}

export const catalogueScorer: Scorer<'catalogue'> = { id: 'catalogue', version: 1, score: scoreCatalogue };
