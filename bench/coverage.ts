/**
 * How often each interval holds the truth and each test rejects a true null hypothesis, by seeded simulation: `npm run coverage` prints the
 * tables and writes them into docs/statistics.md, one section after the other. With words behind it, only sections whose title holds one of them.
 */
import {
  BOOTSTRAP_REPETITIONS,
  clusteredShares,
  independentShares,
  macroF1s,
  pairedDifferences,
  pairedProportions,
  pairedStatistics,
  REPETITIONS,
  RESAMPLES,
  rarePairs,
  ratios,
} from './simulation/intervals.js';
import { latencyMeans, latencyQuantileChanges, latencyQuantiles } from './simulation/latency.js';
import { coverageTable, rejectionTable, writeBetween } from './simulation/markdown.js';
import {
  clusteredTests,
  DRAWN_REPETITIONS,
  independentTests,
  macroF1Tests,
  marginTests,
  PATTERNS,
  ratioTests,
  TEST_REPETITIONS,
} from './simulation/tests.js';

const DOCUMENT = 'docs/statistics.md';

function errorOf(repetitions: number, share: number): string {
  return (100 * Math.sqrt((share * (1 - share)) / repetitions)).toFixed(1);
}

const drawn = `${BOOTSTRAP_REPETITIONS} repetitions (standard error ${errorOf(BOOTSTRAP_REPETITIONS, 0.95)}), ${RESAMPLES} resamples each`;
const closed = `${REPETITIONS} repetitions (standard error ${errorOf(REPETITIONS, 0.95)})`;
const tested = `${TEST_REPETITIONS} repetitions (standard error ${errorOf(TEST_REPETITIONS, 0.05)})`;
const patterns = `${DRAWN_REPETITIONS} repetitions (standard error ${errorOf(DRAWN_REPETITIONS, 0.05)}), ${PATTERNS} patterns each`;

type Section = readonly [title: string, settings: string, table: () => string];

const INTERVALS: readonly Section[] = [
  ['Share of right turns, clustered', closed, () => coverageTable(clusteredShares())],
  ['Share of independent families', 'exact, by summing the binomial distribution', () => coverageTable(independentShares())],
  ['Ratio', drawn, () => coverageTable(ratios())],
  ['Macro-F1', drawn, () => coverageTable(macroF1s())],
  ['Quantile of latency', drawn, () => coverageTable(latencyQuantiles())],
  ['Change of a latency quantile', drawn, () => coverageTable(latencyQuantileChanges())],
  ['Mean of latency', drawn, () => coverageTable(latencyMeans())],
  ['Paired difference, clustered', drawn, () => coverageTable(pairedDifferences())],
  ['Paired difference of few families', closed, () => coverageTable(rarePairs())],
  ['Paired difference of F1', drawn, () => coverageTable(pairedStatistics())],
  ['Paired difference of independent pairs', closed, () => coverageTable(pairedProportions())],
];

const TESTS: readonly Section[] = [
  ['Paired tests over families', patterns, () => rejectionTable(clusteredTests())],
  ['Non-inferiority at the margin', tested, () => rejectionTable(marginTests())],
  ['Tests of independent pairs', tested, () => rejectionTable(independentTests())],
  ['Tests of macro-F1', `${patterns}, or up to 9999 until 50 reach it`, () => rejectionTable(macroF1Tests())],
  ['Tests of a ratio', `${tested}, ${PATTERNS} patterns, or up to 9999 until 50 reach it`, () => rejectionTable(ratioTests())],
];

const wanted = process.argv.slice(2);

for (const [title, settings, rows] of [...INTERVALS, ...TESTS]) {
  if (wanted.length > 0 && !wanted.some((word) => title.includes(word))) continue;
  const text = `${settings}.\n\n${rows()}`;
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${title}: ${text}\n\n(${((user + system) / 1e6).toFixed(0)} s of one core so far)\n\n`);
  // Each section stands between markers of its own, so that a part can be run alone.
  writeBetween(DOCUMENT, title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), text);
}
