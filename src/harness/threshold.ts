/** The confidence under which handing over to a person costs least, from a stored run. */
import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { findThreshold, pointAt, RoutedTurnColumns, type Section, type ThresholdPlan } from '../aggregate/index.js';
import {
  type FailedAs,
  HarnessError,
  type RightBy,
  type SliceRef,
  sliceLabel,
  THRESHOLD_FORMAT_VERSION,
  type ThresholdCounts,
  type ThresholdReport,
} from '../schema/index.js';
import { refuseGroup } from './run-group.js';
import { Scoring } from './scoring.js';
import { autoResamples } from './settings.js';
import { openStoredRun, requireComplete, type StoredRun } from './stored-run.js';
import { routedTurnOf } from './threshold-turns.js';

export interface ThresholdOptions {
  readonly cwd: string;
  /** Of a turn, each finite and ≥ 0, in any one unit. */
  readonly costs: {
    /** The bot answers wrongly. */
    readonly wrong: number;
    /** A person takes a turn. */
    readonly handoff: number;
    /** The bot answers what was due to a person; that of a wrong answer by default. */
    readonly missed?: number;
    /** A person takes what was due to one; that of any hand-over by default. */
    readonly due?: number;
  };
  /** By what an answer is right; `intent` by default. */
  readonly right?: RightBy;
  /** What a failed call is at any confidence; `handoff` by default. */
  readonly failed?: FailedAs;
  /** Looked at beside everything. */
  readonly slices?: readonly SliceRef[];
  /** The dialogues, when they are no longer where they were. */
  readonly datasets?: readonly string[];
  /** Of the cross-fitting, at least 2; 10 by default. */
  readonly folds?: number;
  readonly level?: number;
  readonly seed?: number;
  readonly resamples?: number;
}

const SECTIONS: readonly Section[] = ['intent', 'relevance', 'abstention', 'handoff'];
const FOLDS = 10;
const FEW_FAMILIES = 20;

/** @throws HarnessError E_USAGE (costs, a run of several bots), E_UNKNOWN_SLICE, E_RUN_INCOMPLETE and those of a run folder. */
export async function threshold(folder: string, options: ThresholdOptions): Promise<ThresholdReport> {
  const costs = completeCosts(options.costs);
  const path = resolve(options.cwd, folder);
  await refuseGroup(path);
  const run = await openStoredRun(path, options);
  try {
    requireComplete(run);
    return await thresholdOf(run, costs, options);
  } finally {
    run.close();
  }
}

async function thresholdOf(run: StoredRun, costs: ThresholdPlan['costs'], options: ThresholdOptions): Promise<ThresholdReport> {
  const { manifest, survey } = run;
  const { right = 'intent', failed = 'handoff', slices = [] } = options;
  const resamples = options.resamples ?? autoResamples(survey.turns * manifest.trials);
  const { folds = FOLDS, level = manifest.level, seed = manifest.seed } = options;
  const plan = { costs, folds, level, seed, resamples };
  const failedAt = failed === 'wrong' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const everything = new RoutedTurnColumns(failedAt);
  const parts = slices.map((slice) => ({ slice, columns: new RoutedTurnColumns(failedAt), members: 0 }));
  const scoring = new Scoring([], run.dataset.products, SECTIONS);
  for await (const batch of run.dataset.dialogues()) {
    for (const dialogue of batch) {
      for (let trial = 0; trial < manifest.trials; trial += 1) {
        const records = run.recordsOf(dialogue, trial);
        const score = scoring.score(dialogue, records, trial);
        for (const [i, labels] of score.slices.entries()) {
          const turn = routedTurnOf({ dialogue, trial, records, score }, i, right);
          const own = parts.filter(({ slice }) => isIn(slice, labels));
          for (const part of own) part.members += 1;
          for (const columns of [everything, ...own.map((part) => part.columns)]) {
            if (turn === undefined) columns.addUnlabelled();
            else columns.add(turn);
          }
        }
      }
    }
  }
  for (const { slice, members } of parts) if (members === 0) throw unknownSlice(slice, survey.slices);
  const overall = findThreshold(everything, plan);
  return {
    format_version: THRESHOLD_FORMAT_VERSION,
    bot: manifest.bot.name,
    dataset: manifest.dataset.name,
    dataset_digest: manifest.dataset.digest,
    history: manifest.history,
    trials: manifest.trials,
    ...{ right, failed, costs, level, seed, resamples, overall },
    slices: parts.map(({ slice, columns }) => {
      const hasTurns = columns.counts.turns > 0;
      return {
        slice,
        finding: findThreshold(columns, plan),
        ...(overall.status === 'defined' && hasTurns ? { at_overall: pointAt(columns, overall.optimum.threshold, costs) } : {}),
      };
    }),
    notes: notesOf(everything.counts, failed),
  };
}

/** @throws HarnessError E_USAGE */
function completeCosts({ wrong, handoff, missed = wrong, due = handoff }: ThresholdOptions['costs']): ThresholdPlan['costs'] {
  const costs = { wrong, handoff, missed, due };
  for (const [name, cost] of Object.entries(costs)) {
    if (cost >= 0 && cost < Number.POSITIVE_INFINITY) continue;
    throw new HarnessError({ code: 'E_USAGE', message: `--cost-${name} has no usable value`, expected: 'a number from 0' });
  }
  if (Object.values(costs).every((cost) => cost === 0)) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: 'all costs are 0: every threshold is as good as any other',
      mend: 'give what a wrong answer and a hand-over cost, in any one unit: --cost-wrong 5 --cost-handoff 1',
    });
  }
  return costs;
}

function isIn(slice: SliceRef, labels: readonly string[]): boolean {
  return Object.entries(slice).every(([name, value]) => labels.includes(`${name}=${value}`));
}

function unknownSlice(slice: SliceRef, known: StoredRun['survey']['slices']): HarnessError {
  const labels = Object.entries(known).flatMap(([name, values]) => Object.keys(values).map((value) => `${name}=${value}`));
  const missing = Object.entries(slice)
    .map(([name, value]) => `${name}=${value}`)
    .find((label) => !labels.includes(label));
  const wanted = missing ?? sliceLabel(slice);
  return new HarnessError({
    code: 'E_UNKNOWN_SLICE',
    message: `no turn is in the slice ${wanted}`,
    mend:
      labels.length === 0
        ? 'the dialogues have no slices'
        : `did you mean ${closest(wanted, labels)}? Known: ${labels.join(', ')}`,
  });
}

/** What a reader has to know before trusting the number. */
function notesOf({ families, ...counts }: ThresholdCounts, failed: FailedAs): string[] {
  const fates: readonly (readonly [number, string])[] = [
    [counts.unlabelled, 'carry no label to judge them by and are left out'],
    [counts.failed, failed === 'wrong' ? 'failed: wrong at any threshold' : 'failed: handed over at any threshold'],
    [counts.handed_by_bot, 'were handed over by the bot itself, whatever the threshold'],
    [counts.unrecognised, 'had no intent recognised: handed over at any threshold'],
    [counts.unstated, 'were answered without a confidence: handed over at any threshold'],
  ];
  const notes = fates.flatMap(([turns, fate]) => (turns === 0 ? [] : [`turns that ${fate}: ${turns}`]));
  return families >= FEW_FAMILIES || families === 0 ? notes : [...notes, `${families} families are few: intervals are rough`];
}
