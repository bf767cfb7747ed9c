/** Recommended products against graded relevance. */
import type { ProductScore } from '../../schema/index.js';
import { type MeanMetric, type RatioMetric, share } from '../metric.js';

function ranked(
  name: string,
  definition: string,
  source: string,
  binary: boolean,
  of: (score: ProductScore) => number,
): MeanMetric {
  return share({
    kind: 'mean' as const,
    name: `products.${name}`,
    definition,
    denominator: 'turns with a relevant product label',
    empty: 'no turn carries a product label',
    source,
    sections: ['products' as const],
    exposes: 'products' as const,
    binary,
    of: ({ products }) => (products === undefined ? undefined : of(products)),
  });
}

const hit = (k: number) => `Share of turns with a relevant product among the first ${k} recommended.`;

export const productsHit1 = ranked('hit@1', hit(1), 'by definition', true, (s) => s.hit1);
export const productsHit3 = ranked('hit@3', hit(3), 'by definition', true, (s) => s.hit3);
export const productsHit5 = ranked('hit@5', hit(5), 'by definition', true, (s) => s.hit5);
export const productsMrr = ranked(
  'mrr',
  'Mean of 1 / rank of the first relevant product, 0 without one.',
  'Voorhees 1999 (TREC-8 QA)',
  false,
  (s) => s.reciprocalRank,
);
export const productsNdcg5 = ranked(
  'ndcg@5',
  'Mean nDCG of the first five: linear gain, log2 discount, ideal over all relevant products.',
  'Järvelin & Kekäläinen 2002',
  false,
  (s) => s.ndcg5,
);

export const productsHallucinatedRate: RatioMetric = share({
  kind: 'ratio',
  name: 'products.hallucinated_rate',
  definition: 'Share of recommended product ids that the catalogue does not know.',
  denominator: 'recommended product ids',
  empty: 'there is no catalogue, or nothing was recommended',
  direction: 'lower',
  source: 'by definition',
  sections: ['catalogue'],
  exposes: 'products',
  of: ({ catalogue }) => (catalogue === undefined ? undefined : [catalogue.unknown, catalogue.recommended]),
});
