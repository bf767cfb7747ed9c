/**
 * Largest difference of each function from its reference values: `npm run references` writes the table into docs/statistics.md. A room that
 * has fixtures of its own adds a list of rows like {@link STATISTICS}.
 */

import clusterScores from '../src/stats/fixtures/cluster-score.json' with { type: 'json' };
import clustered from '../src/stats/fixtures/clustered-mean.json' with { type: 'json' };
import correlation from '../src/stats/fixtures/correlation.json' with { type: 'json' };
import multiplicity from '../src/stats/fixtures/multiplicity.json' with { type: 'json' };
import paired from '../src/stats/fixtures/paired-binary.json' with { type: 'json' };
import trials from '../src/stats/fixtures/pass-hat-k.json' with { type: 'json' };
import power from '../src/stats/fixtures/power.json' with { type: 'json' };
import proportions from '../src/stats/fixtures/proportion-interval.json' with { type: 'json' };
import quantiles from '../src/stats/fixtures/quantiles.json' with { type: 'json' };
import regression from '../src/stats/fixtures/regression.json' with { type: 'json' };
import wilcoxon from '../src/stats/fixtures/wilcoxon.json' with { type: 'json' };
import {
  benjaminiHochberg,
  clopperPearson,
  clusteredMean,
  clusterScore,
  fitBinomial,
  holm,
  kendallB,
  mcnemar,
  pairsForDifference,
  pairsForMargin,
  passHatK,
  pearson,
  quantileSorted,
  spearman,
  tango,
  wilcoxonSignedRank,
  wilson,
} from '../src/stats/index.js';
import { writeBetween } from './simulation/markdown.js';

/** What is compared, with what, and the pairs of ours and theirs. */
interface Reference {
  readonly what: string;
  readonly source: string;
  readonly pairs: readonly (readonly [ours: number, theirs: number])[];
}

function zip(ours: readonly (number | undefined)[], theirs: readonly number[]): (readonly [number, number])[] {
  return ours.map((value, i) => [value ?? Number.POSITIVE_INFINITY, theirs[i] as number] as const);
}

function bounds(interval: { readonly lower: number; readonly upper: number } | undefined): (number | undefined)[] {
  return [interval?.lower, interval?.upper];
}

function meanOf({ cluster, value }: (typeof clustered.cases)[number]): (number | undefined)[] {
  const [sums, counts] = [new Float64Array(1 + Math.max(...cluster)), new Float64Array(1 + Math.max(...cluster))];
  cluster.forEach((g, i) => {
    sums[g] = (sums[g] as number) + (value[i] as number);
    counts[g] = (counts[g] as number) + 1;
  });
  const found = clusteredMean(sums, counts, 0.95);
  return found.kind === 'interval' ? [found.mean, found.se, ...bounds(found)] : [];
}

function coefficientsOf({ link, x, y }: (typeof regression.cases)[number]): readonly number[] {
  const fit = fitBinomial({ link: link as 'logit' | 'cloglog', x, y });
  return fit.status === 'fitted' ? [...fit.coefficients, ...fit.standardErrors, fit.logLikelihood] : [];
}

const STATISTICS: readonly Reference[] = [
  {
    what: 'clustered mean, error, interval',
    source: clustered.source,
    pairs: clustered.cases.flatMap((c) => zip(meanOf(c), [c.mean, c.se, ...c.interval_95])),
  },
  {
    what: '`cluster-score`',
    source: clusterScores.source,
    pairs: clusterScores.cases.flatMap((c) =>
      zip(bounds(clusterScore(Float64Array.from(c.numerators), Float64Array.from(c.denominators), c.level)), [c.lower, c.upper]),
    ),
  },
  {
    what: 'Wilson, Clopper–Pearson',
    source: proportions.source,
    pairs: proportions.cases.flatMap((c) => [
      ...zip(bounds(wilson(c.successes, c.n, 1 - c.alpha)), c.wilson),
      ...zip(bounds(clopperPearson(c.successes, c.n, 1 - c.alpha)), c.clopper_pearson),
    ]),
  },
  {
    what: 'McNemar exact and mid-p, Tango',
    source: paired.source,
    pairs: paired.cases.flatMap((c) => {
      const { exact, midP } = mcnemar(c.b, c.c);
      return zip([exact, midP, ...bounds(tango(c.b, c.c, c.n, 0.95))], [c.exact_p, c.mid_p, ...c.tango_95]);
    }),
  },
  {
    what: 'Wilcoxon, approximate p',
    source: wilcoxon.source,
    pairs: wilcoxon.cases.flatMap((c) =>
      zip([wilcoxonSignedRank(c.d, { method: 'approximate' }).p], [c.wilcox_approx[1] as number]),
    ),
  },
  {
    what: 'Pearson, Spearman, Kendall τ-b',
    source: correlation.source,
    pairs: correlation.cases.flatMap((c) =>
      zip([pearson(c.x, c.y), spearman(c.x, c.y), kendallB(c.x, c.y)], [c.pearson, c.spearman, c.kendall_b]),
    ),
  },
  {
    what: 'Holm, Benjamini–Hochberg',
    source: multiplicity.source,
    pairs: multiplicity.cases.flatMap((c) => [...zip(holm(c.p), c.holm), ...zip(benjaminiHochberg(c.p), c.bh)]),
  },
  {
    what: 'quantiles',
    source: quantiles.source,
    pairs: quantiles.cases.flatMap(({ x, quantiles: named }) =>
      Object.entries(named).map(([q, value]) => [quantileSorted(Float64Array.from(x).sort(), Number(q)), value] as const),
    ),
  },
  {
    what: 'logit and cloglog regression',
    source: regression.source,
    pairs: regression.cases.flatMap((c) => zip(coefficientsOf(c), [...c.coef, ...c.se, c.loglik])),
  },
  {
    what: 'pairs needed (relative)',
    source: power.source,
    pairs: power.cases.map(({ delta, margin, discordance, pairs }) => {
      const found = delta === undefined ? pairsForMargin(margin as number, discordance) : pairsForDifference(delta, discordance);
      return [found / pairs, 1] as const;
    }),
  },
  { what: 'pass^k', source: trials.source, pairs: trials.cases.map(({ n, c, k, value }) => [passHatK(n, c, k), value] as const) },
];

const lines = STATISTICS.map(({ what, source, pairs }) => {
  const largest = Math.max(...pairs.map(([ours, theirs]) => Math.abs(ours - theirs)));
  return `| ${what} | ${source} | ${pairs.length} | ${largest.toExponential(1)} |`;
});
const text = ['| function | reference | values | largest difference |', '|---|---|---:|---:|', ...lines].join('\n');
process.stdout.write(`${text}\n`);
writeBetween('docs/statistics.md', 'reference-differences', text);
