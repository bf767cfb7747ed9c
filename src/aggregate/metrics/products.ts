/** Recommended products against graded relevance. */
import type { ProductScore } from '../../schema/index.js';
import { type MeanMetric, type RatioMetric, share } from '../metric.js';

/** Ranks down to which a list is judged. */
const DEPTHS = [1, 3, 5, 10] as const;

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

function hits({ ranked: grades }: ProductScore, k: number): number {
  let found = 0;
  for (let i = 0; i < grades.length && i < k; i += 1) if ((grades[i] as number) > 0) found += 1;
  return found;
}

/** What a rank is discounted by: log2 of the rank, counted from 1, plus 1. */
const DISCOUNTS = Array.from({ length: Math.max(...DEPTHS) }, (_, i) => Math.log2(i + 2));
/** 2^grade − 1 of the grades that labels mostly have. */
const GAINS = Array.from({ length: 11 }, (_, grade) => 2 ** grade - 1);

/** Discounted cumulative gain of the first k, one of the depths. */
function dcg(grades: readonly number[], k: number, gain: (grade: number) => number): number {
  let sum = 0;
  for (let i = 0; i < grades.length && i < k; i += 1) sum += gain(grades[i] as number) / (DISCOUNTS[i] as number);
  return sum;
}

const linear = (grade: number) => grade;
const exponential = (grade: number) => GAINS[grade] ?? 2 ** grade - 1;

export const productsHit = DEPTHS.map((k) =>
  ranked(`hit@${k}`, `Share of turns with a relevant product among the first ${k} recommended.`, 'by definition', true, (s) =>
    hits(s, k) > 0 ? 1 : 0,
  ),
);

export const productsPrecision = DEPTHS.map((k) =>
  ranked(
    `precision@${k}`,
    `Mean share of relevant products among the first ${k}; a shorter list is filled up with irrelevant ones.`,
    'TREC P_k',
    k === 1,
    (s) => hits(s, k) / k,
  ),
);

export const productsRecall = DEPTHS.map((k) =>
  ranked(
    `recall@${k}`,
    `Mean share of the relevant products that stand among the first ${k}.`,
    'TREC recall_k',
    false,
    (s) => hits(s, k) / s.relevant.length,
  ),
);

export const productsNdcg = DEPTHS.map((k) =>
  ranked(
    `ndcg@${k}`,
    `Mean nDCG of the first ${k}: linear gain, log2 discount, ideal over all relevant products.`,
    'Järvelin & Kekäläinen 2002',
    false,
    (s) => dcg(s.ranked, k, linear) / dcg(s.relevant, k, linear),
  ),
);

export const productsNdcgExp = DEPTHS.map((k) =>
  ranked(
    `ndcg_exp@${k}`,
    `Mean nDCG of the first ${k}: gain 2^grade − 1, log2 discount, ideal over all relevant products.`,
    'Burges et al. 2005',
    false,
    (s) => dcg(s.ranked, k, exponential) / dcg(s.relevant, k, exponential),
  ),
);

export const productsMrr = ranked(
  'mrr',
  'Mean of 1 / rank of the first relevant product, 0 without one.',
  'Voorhees 1999 (TREC-8 QA)',
  false,
  ({ ranked: grades }) => {
    const first = grades.findIndex((grade) => grade > 0);
    return first < 0 ? 0 : 1 / (first + 1);
  },
);

export const productsMap = ranked(
  'map',
  'Mean average precision: of the precisions at the relevant products, those not recommended counting 0.',
  'TREC map',
  false,
  ({ ranked: grades, relevant }) => {
    let [found, sum] = [0, 0];
    for (let i = 0; i < grades.length; i += 1) {
      if ((grades[i] as number) <= 0) continue;
      found += 1;
      sum += found / (i + 1);
    }
    return sum / relevant.length;
  },
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
