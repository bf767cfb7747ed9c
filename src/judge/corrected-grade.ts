/** The mean grade that people would have given, estimated from many grades of the judge and few of people. */
import { type Estimate, GRADES, type Rating } from '../schema/index.js';
import { clusteredMean, predictionPoweredMean } from '../stats/index.js';
import type { PlacedJudgement } from './judge-estimates.js';
import { itemKey } from './judge-item.js';
import type { Graded } from './validation.js';

const METRIC = 'judge.grade_corrected';
const TOP = GRADES[GRADES.length - 1] as number;
/** Fewer rated turns leave the judge's bias unknown. */
const MIN_RATED = 30;

/** Columns by family: rated turns with both grades, and the judge's grades of the others. */
class FamilyColumns {
  private readonly places = new Map<string, number>();
  private readonly columns = {
    labelled: [] as number[],
    human: [] as number[],
    judged: [] as number[],
    unlabelled: [] as number[],
    predicted: [] as number[],
  };

  add(family: string, judge: number, human: number | undefined): void {
    let place = this.places.get(family);
    if (place === undefined) {
      place = this.places.size;
      this.places.set(family, place);
      for (const column of Object.values(this.columns)) column.push(0);
    }
    const { labelled, human: people, judged, unlabelled, predicted } = this.columns;
    const bump = (column: number[], by: number) => {
      column[place] = (column[place] as number) + by;
    };
    if (human === undefined) {
      bump(unlabelled, 1);
      bump(predicted, judge);
    } else {
      bump(labelled, 1);
      bump(people, human);
      bump(judged, judge);
    }
  }

  get families(): number {
    return this.places.size;
  }

  toArrays() {
    const { labelled, human, judged, unlabelled, predicted } = this.columns;
    return {
      labelled: Float64Array.from(labelled),
      human: Float64Array.from(human),
      judged: Float64Array.from(judged),
      unlabelled: Float64Array.from(unlabelled),
      predicted: Float64Array.from(predicted),
    };
  }
}

/**
 * Prediction-powered mean of grade / 2, overall. The rated turns must be a random part of the turns with a reply.
 * Source: A. Angelopoulos et al., Prediction-powered inference, Science 382 (2023), with power tuning.
 */
export function correctedGrade(
  placed: readonly PlacedJudgement[],
  graded: readonly Graded[],
  ratings: readonly Rating[],
  of: { readonly signature: string; readonly level: number },
): Estimate {
  const human = meanRatings(ratings);
  const columns = new FamilyColumns();
  let rated = 0;
  const gradeOf = new Map(graded.map((one) => [itemKey(one), one.grade]));
  let scored = 0;
  for (const { family, judgement } of placed) {
    if (judgement.outcome === 'failed') continue;
    const key = itemKey(judgement);
    scored += 1;
    if (judgement.outcome === 'no-reply') continue;
    const people = human.get(key);
    if (people !== undefined) rated += 1;
    columns.add(family, (gradeOf.get(key) ?? 0) / TOP, people === undefined ? undefined : people / TOP);
  }
  const failed = placed.filter(({ judgement }) => judgement.outcome === 'no-reply').length;
  const common = { metric: METRIC, slice: {}, eligible: placed.length, failed, signature: of.signature };
  const none = (reason: string): Estimate => ({ ...common, status: 'undefined', reason, scored: 0, families: 0 });
  if (rated < MIN_RATED) return none(`${rated} turns were graded by people, the correction needs ${MIN_RATED}`);
  const mean = humanMean(columns.toArrays(), of.level);
  if (mean.kind === 'undefined') return none(mean.reason);
  // A turn without a reply is surely 0: the correction is about the others, and counts by their share.
  const share = (scored - failed) / scored;
  const overall = (value: number) => share * Math.min(1, Math.max(0, value));
  return {
    ...common,
    status: 'defined',
    value: overall(mean.mean),
    lower: overall(mean.lower),
    upper: overall(mean.upper),
    interval: mean.method,
    level: of.level,
    scored,
    families: columns.families,
  };
}

type HumanMean =
  | { readonly kind: 'interval'; readonly method: string; readonly mean: number; readonly lower: number; readonly upper: number }
  | { readonly kind: 'undefined'; readonly reason: string };

/** Where people have graded everything, theirs is the mean, and the judge adds nothing. */
function humanMean(columns: ReturnType<FamilyColumns['toArrays']>, level: number): HumanMean {
  if (columns.unlabelled.some((count) => count > 0)) {
    const mean = predictionPoweredMean(columns, level);
    return mean.kind === 'undefined' ? mean : { ...mean, method: 'prediction-powered' };
  }
  const mean = clusteredMean(columns.human, columns.labelled, level);
  return mean.kind === 'point'
    ? { kind: 'undefined', reason: 'one family alone was graded by people' }
    : { ...mean, kind: 'interval', method: 'cluster-t' };
}

/** Mean grade of the raters of each turn. */
function meanRatings(ratings: readonly Rating[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const rating of ratings) {
    const key = itemKey({ ...rating, trial: rating.trial ?? 0 });
    const sofar = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: sofar.sum + rating.grade, count: sofar.count + 1 });
  }
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / count]));
}
