/** Under what conditions a run was made: runs that differ in one of them are not compared without the user's word. */
import { describeSelection } from '../dataset/index.js';
import type { Condition, RunManifest } from '../schema/index.js';
import { storedSelectionOf } from './run-manifest.js';

export interface RunConditions {
  readonly dataset: string;
  readonly selection: string;
  readonly history: string;
  readonly trials: string;
  readonly load: string;
}

export function conditionsOf(manifest: Pick<RunManifest, 'dataset' | 'history' | 'trials' | 'load'>): RunConditions {
  return {
    dataset: manifest.dataset.digest,
    selection: selectionText(manifest),
    history: manifest.history,
    trials: String(manifest.trials),
    load: manifest.load,
  };
}

/** `everything`, or split, pattern, limit and shard in words. */
export function selectionText(manifest: Pick<RunManifest, 'dataset'>): string {
  return describeSelection(storedSelectionOf(manifest)) ?? 'everything';
}

const WORDS: Readonly<Record<Condition, string>> = {
  dataset: 'the dialogues differ',
  selection: 'another part of the dialogues was replayed',
  history: 'the history that the bot was given differs',
  trials: 'the number of trials differs',
  load: 'the load mode differs',
};

/** In what two runs differ, with words for it. */
export function unlikeConditions(
  baseline: RunConditions,
  candidate: RunConditions,
): { readonly condition: Condition; readonly message: string }[] {
  return (Object.keys(WORDS) as Condition[])
    .filter((condition) => baseline[condition] !== candidate[condition])
    .map((condition) => ({
      condition,
      message: `${WORDS[condition]} (baseline: ${baseline[condition]}, candidate: ${candidate[condition]})`,
    }));
}
