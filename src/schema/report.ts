/** What the renderers are given: plain values, nothing to compute. */
import type { Dialogue } from './dialogue.js';
import type { RunManifest } from './manifest.js';
import type { TurnRecord } from './record.js';
import type { Summary } from './summary.js';
import type { DialogueScore } from './turn-score.js';

/** One dialogue × trial, replayed and scored: records and scores stand in the order of the turns. */
export interface ScoredDialogue {
  readonly dialogue: Dialogue;
  readonly trial: number;
  readonly records: readonly TurnRecord[];
  readonly score: DialogueScore;
}

/** One bot of a report. */
export interface BotReport {
  readonly manifest: RunManifest;
  readonly summary: Summary;
  /** Dialogues with wrong turns, worst first, bounded; `wrongDialogueCount` counts all. */
  readonly wrong: readonly ScoredDialogue[];
  readonly wrongDialogueCount: number;
}

/** A report over one run, or over several bots on the same dialogues (the first is the baseline). */
export interface RunReport {
  readonly title: string;
  readonly bots: readonly [BotReport, ...BotReport[]];
}

/** A turn is wrong when its intent is, when the reply fails or errs critically, when an error or time-out stands in its place. */
export function isWrongTurn(score: DialogueScore['turns'][number]): boolean {
  return (
    score.status !== 'ok' ||
    (score.intent !== undefined && score.exposed.intents && score.intent.correct === 0) ||
    (score.relevance !== undefined && score.relevance.pass === 0) ||
    score.abstention?.fabricated === 1 ||
    (score.handoff !== undefined && score.handoff.gold === 'required' && score.handoff.handedOver === 0)
  );
}
