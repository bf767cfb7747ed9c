/**
 * Weights of weak signs, found on the minimal pairs: `npm run -s tilt`. Prints them as they stand in `src/score/tilt.ts`, and for each part how many pairs the scorer
 * ranks right without them and with weights found on all the other parts.
 *
 * The log-odds that the first reply of a pair is the better one are the difference of the two replies' own log-odds and signs, each by its weight;
 * the weights maximise the likelihood of the pairs of one verdict, are held to the sign that each has by nature, and kept small by L2 on the standardised differences.
 */
import { PARTS as ALL_PARTS, type Part, pairsOf } from '../src/score/fixtures/minimal-pairs.js';
import { oneTurnView } from '../src/score/fixtures/one-turn.js';
import { type JudgedReply, judgeReply, PASS_AT, shareInVerdict } from '../src/score/relevance.js';
import { logOdds } from '../src/score/tilt.js';
import { WEAK_SIGNS } from '../src/score/weak-sign.js';

/** The pairs of the last two parts are for judging the scorer by. */
const PARTS = ALL_PARTS.filter((part) => part !== 'tenth' && part !== 'eleventh');

const L2 = 2;
const STEPS = 4000;
/** Of the value itself, and of binding, more is better. */
const NATURE = [1, ...WEAK_SIGNS.map((sign) => (sign === 'binding' ? 1 : -1))];

interface Pair {
  readonly part: Part;
  readonly values: readonly [better: number, worse: number];
  /** Undefined where the verdicts differ or a value is not moved. */
  readonly difference: readonly number[] | undefined;
}

function rowOf({ score, signs }: JudgedReply): readonly number[] | undefined {
  if (signs === undefined) return undefined;
  return [logOdds(shareInVerdict(score.value)), ...WEAK_SIGNS.map((sign) => signs[sign])];
}

function isOneVerdict(a: number, b: number): boolean {
  return a >= PASS_AT === b >= PASS_AT;
}

function readPairs(): readonly Pair[] {
  return PARTS.flatMap((part) =>
    pairsOf(part).flatMap(({ utterance, label, better, worse }) => {
      const { answer } = label;
      if (answer === undefined || answer.answerable === false) return [];
      const [a, b] = [better, worse].map((text) => judgeReply(oneTurnView(utterance, label, { text }), answer, text)) as [
        JudgedReply,
        JudgedReply,
      ];
      const [rowA, rowB] = [rowOf(a), rowOf(b)];
      const isMoved = rowA !== undefined && rowB !== undefined && isOneVerdict(a.score.value, b.score.value);
      const difference = isMoved ? rowA.map((x, i) => x - (rowB[i] ?? 0)) : undefined;
      return [{ part, values: [a.score.value, b.score.value] as const, difference }];
    }),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [i, x] of a.entries()) sum += x * (b[i] ?? 0);
  return sum;
}

/** Projected gradient ascent; the likelihood is concave, so that any start leads to the same weights. */
function weightsFor(pairs: readonly Pair[]): readonly number[] {
  const rows = pairs.flatMap(({ difference }) => (difference === undefined ? [] : [difference]));
  const scale = NATURE.map((_, i) => Math.sqrt(rows.reduce((sum, row) => sum + (row[i] ?? 0) ** 2, 0) / rows.length) || 1);
  const standard = rows.map((row) => row.map((x, i) => x / (scale[i] ?? 1)));
  const step = 1 / (rows.length * NATURE.length * 0.25 + L2);
  let weights: number[] = NATURE.map(() => 0);
  let ahead = weights;
  for (let k = 1; k <= STEPS; k += 1) {
    const slope = ahead.map((weight) => -L2 * weight);
    for (const row of standard) {
      const miss = 1 / (1 + Math.exp(dot(ahead, row)));
      for (let i = 0; i < slope.length; i += 1) slope[i] = (slope[i] ?? 0) + miss * (row[i] ?? 0);
    }
    const next = ahead.map((weight, i) => {
      const moved = weight + step * (slope[i] ?? 0);
      return moved * (NATURE[i] ?? 1) > 0 ? moved : 0;
    });
    // Nesterov's momentum.
    ahead = next.map((weight, i) => weight + ((k - 1) / (k + 2)) * (weight - (weights[i] ?? 0)));
    weights = next;
  }
  return weights.map((weight, i) => weight / (scale[i] ?? 1));
}

function isRight({ values: [better, worse], difference }: Pair, weights: readonly number[]): boolean {
  return difference === undefined ? better > worse : dot(weights, difference) > 0;
}

function percent(pairs: readonly Pair[], holds: (pair: Pair) => boolean): string {
  return `${((100 * pairs.filter(holds).length) / pairs.length).toFixed(1)}%`;
}

const pairs = readPairs();
const held = new Map<Pair, boolean>();
for (const part of PARTS) {
  const own = pairs.filter((pair) => pair.part === part);
  const weights = weightsFor(pairs.filter((pair) => pair.part !== part));
  for (const pair of own) held.set(pair, isRight(pair, weights));
  const [without, withOthers] = [percent(own, ({ values: [a, b] }) => a > b), percent(own, (pair) => held.get(pair) === true)];
  process.stdout.write(`${part.padEnd(8)} ${String(own.length).padStart(4)} pairs  without ${without}  held out ${withOthers}\n`);
}
process.stdout.write(
  `all      ${pairs.length} pairs  without ${percent(pairs, ({ values: [a, b] }) => a > b)}  held out ${percent(pairs, (pair) => held.get(pair) === true)}\n`,
);
const [own = 1, ...signs] = weightsFor(pairs);
for (const [i, sign] of WEAK_SIGNS.entries()) process.stdout.write(`  ${sign}: ${((signs[i] ?? 0) / own).toFixed(2)},\n`);
