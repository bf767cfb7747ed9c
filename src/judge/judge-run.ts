/** A run judged: every reply asked about, the judge held against people, and what comes of it. */
import type { JudgeConfig, Judgement, JudgeSummary, Preference, Rating } from '../schema/index.js';
import { correctedGrade } from './corrected-grade.js';
import { inParallel } from './in-parallel.js';
import { judgeEstimates, judgeSignature, type PlacedJudgement } from './judge-estimates.js';
import type { JudgeItem } from './judge-item.js';
import { judgePair, type PairJudgement } from './pair-judge.js';
import type { QuestionAsker } from './question-asker.js';
import { RUBRIC, rubricHash } from './rubric.js';
import { meanOver, type TurnValue } from './turn-estimates.js';
import { judgeTurn } from './turn-judge.js';
import { type Graded, validate } from './validation.js';

/** An item, with the reply of another run to the same turn where two are compared. */
export interface JudgedItem extends JudgeItem {
  readonly other?: string | undefined;
}

export interface JudgeRunOptions {
  readonly bot: string;
  readonly datasetDigest: string;
  readonly config: JudgeConfig;
  /** The text of the rubric file. */
  readonly rubric: string | undefined;
  readonly asker: QuestionAsker;
  /** Questions at once. */
  readonly width: number;
  readonly ratings: readonly Rating[];
  /** Name of the other run; absent: replies are not compared. */
  readonly against: string | undefined;
  readonly level: number;
  readonly seed: number;
  /** Called with every judgement, in the order of the items. */
  readonly onJudgement: (judgement: Judgement) => void;
}

const DEFAULT_MIN_KAPPA = 0.6;
const DEFAULT_MIN_RATINGS = 100;
const VALUE_OF = { win: 1, tie: 0.5, loss: 0 } as const;

interface Outcome {
  readonly item: JudgedItem;
  readonly judgement: Judgement;
  readonly pair: PairJudgement | undefined;
}

export async function judgeRun(items: AsyncIterable<JudgedItem>, options: JudgeRunOptions): Promise<Omit<JudgeSummary, 'gates'>> {
  const { config, rubric, asker, width, against } = options;
  const placed: PlacedJudgement[] = [];
  const graded: Graded[] = [];
  const pairs = new PairTally();
  const work = async (item: JudgedItem): Promise<Outcome> => {
    const judgement = await judgeTurn(item, asker, config, rubric);
    const pair = against === undefined ? undefined : await judgePair(item, item.other, asker, config);
    return { item, judgement, pair };
  };
  for await (const { item, judgement, pair } of inParallel(items, width, work)) {
    const { family, slices, answer, dialogue_id, turn, trial } = item;
    options.onJudgement(judgement);
    placed.push({ family, slices, judgement, hasNuggets: (answer.nuggets ?? []).length > 0 });
    if (judgement.outcome === 'judged' && judgement.grade !== undefined)
      graded.push({ family, dialogue_id, turn, trial, grade: judgement.grade });
    if (pair !== undefined) pairs.add(item, pair);
  }
  return summaryOf(placed, graded, pairs, options);
}

function summaryOf(placed: readonly PlacedJudgement[], graded: readonly Graded[], pairs: PairTally, options: JudgeRunOptions) {
  const { bot, datasetDigest, config, rubric, asker, ratings, against, level, seed } = options;
  const outcome = (which: Judgement['outcome']) => placed.filter(({ judgement }) => judgement.outcome === which).length;
  const validation = validate(graded, ratings, {
    minKappa: config.min_kappa ?? DEFAULT_MIN_KAPPA,
    minRatings: config.min_ratings ?? DEFAULT_MIN_RATINGS,
    level,
    seed,
  });
  const signature = (metric: string) => `${judgeSignature(metric, config, rubric)}|level:${level}`;
  const failed = outcome('failed');
  return {
    format_version: 1 as const,
    bot,
    dataset_digest: datasetDigest,
    judge: {
      model: config.model,
      temperature: config.temperature ?? 0,
      rubric: rubricHash(rubric ?? RUBRIC),
      seed: config.seed ?? 0,
    },
    counts: {
      turns: placed.length,
      judged: outcome('judged'),
      no_reply: outcome('no-reply'),
      failed,
      asked: asker.asked,
      cached: asker.cached,
      unsupported: placed.reduce((sum, { judgement }) => sum + (judgement.unsupported ?? 0), 0),
    },
    usage: asker.usage,
    estimates: [
      ...judgeEstimates(placed, { config, rubric, level }),
      correctedGrade(placed, graded, ratings, { signature: signature('judge.grade_corrected'), level }),
    ],
    validation,
    ...(against === undefined ? {} : { preference: pairs.preference(against, signature('judge.preference'), level) }),
    notes: notesOf(placed, failed),
  };
}

function notesOf(placed: readonly PlacedJudgement[], failed: number): string[] {
  const first = placed.find(({ judgement }) => judgement.outcome === 'failed')?.judgement;
  return failed === 0 ? [] : [`the judge gave no usable answer on ${failed} of ${placed.length} turns, first: ${first?.reason}`];
}

/** How often the reply of this run was preferred. */
class PairTally {
  private readonly values: TurnValue[] = [];
  private readonly outcomes = { win: 0, tie: 0, loss: 0, failed: 0 };
  private readonly orders = { asked: 0, consistent: 0 };

  add({ family, slices, reply }: JudgedItem, { outcome, consistent }: PairJudgement): void {
    this.outcomes[outcome ?? 'failed'] += 1;
    if (consistent !== undefined) this.orders.asked += 1;
    if (consistent === true) this.orders.consistent += 1;
    this.values.push({
      family,
      slices,
      value: outcome === undefined ? undefined : VALUE_OF[outcome],
      failed: reply === undefined,
    });
  }

  /** The mean of 1 for a win, ½ for a tie and 0 for a loss: above ½ this run's replies are preferred. */
  preference(against: string, signature: string, level: number): Preference {
    const { win: wins, tie: ties, loss: losses, failed } = this.outcomes;
    const { asked, consistent } = this.orders;
    const mean = { metric: 'judge.preference', signature, level, empty: 'nothing was compared' };
    return {
      against,
      wins,
      ties,
      losses,
      failed,
      ...(asked === 0 ? {} : { order_consistency: consistent / asked }),
      estimate: meanOver(this.values, {}, mean),
    };
  }
}
