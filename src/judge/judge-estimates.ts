/** What the judge's words come to: its metrics, overall and per slice. */
import type { Estimate, JudgeConfig, Judgement } from '../schema/index.js';
import type { JudgeItem } from './judge-item.js';
import { RUBRIC, rubricHash } from './rubric.js';
import { type MeanOf, meansBySlice, type TurnValue } from './turn-estimates.js';

/** A judgement with the place of its turn. */
export interface PlacedJudgement extends Pick<JudgeItem, 'family' | 'slices'> {
  readonly judgement: Judgement;
  readonly hasNuggets: boolean;
}

const FULL_GRADE = 2;

interface JudgeMetric {
  readonly name: string;
  /** What the metric takes of a judgement that is there. */
  readonly of: (judgement: Judgement) => number | undefined;
  /** Whether the turn is one that the metric is about. */
  readonly eligible: (placed: PlacedJudgement) => boolean;
  readonly empty: string;
}

const nothing = 'nothing was judged';

/** The judge's metrics; definitions in docs/judge.md. */
const METRICS: readonly JudgeMetric[] = [
  {
    name: 'judge.grade',
    of: ({ grade }) => (grade === undefined ? undefined : grade / FULL_GRADE),
    eligible: () => true,
    empty: nothing,
  },
  { name: 'judge.critical_error_rate', of: ({ critical }) => critical, eligible: () => true, empty: nothing },
  {
    name: 'judge.nugget_recall',
    of: ({ nuggets }) => nuggets,
    eligible: ({ hasNuggets }) => hasNuggets,
    empty: 'no judged turn carries nuggets',
  },
];

export const JUDGE_METRIC_NAMES: readonly string[] = [...METRICS.map(({ name }) => name), 'judge.grade_corrected'];

/** Everything that decides the judge's word, for comparing like with like. */
export function judgeSignature(metric: string, config: JudgeConfig, rubric: string = RUBRIC): string {
  const { model, temperature = 0, seed = 0 } = config;
  return `${metric}:v1|model:${model}|rubric:${rubricHash(rubric)}|temperature:${temperature}|seed:${seed}`;
}

/** Every metric, overall and per slice. A turn that the judge left unanswered is silent, not wrong: it is the judge's fault, not the bot's. */
export function judgeEstimates(
  judged: readonly PlacedJudgement[],
  { config, rubric, level }: { readonly config: JudgeConfig; readonly rubric: string | undefined; readonly level: number },
): Estimate[] {
  return METRICS.flatMap(({ name, of, eligible, empty }) => {
    const values = judged.filter(eligible).map(({ family, slices, judgement }): TurnValue => {
      return { family, slices, value: of(judgement), failed: judgement.outcome === 'no-reply' };
    });
    const mean: MeanOf = { metric: name, signature: `${judgeSignature(name, config, rubric)}|level:${level}`, level, empty };
    return meansBySlice(values, mean);
  });
}
